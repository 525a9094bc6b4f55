import type { FileType } from './name-file-type.ts';

/** A share of the lines must look so. */
const MOST = 0.6;
const LINES_LOOKED_AT = 400;

interface TextShape extends FileType {
  /** In the text: one place is enough. */
  readonly holds?: RegExp;
  /** At the beginning of most lines that are not blank. */
  readonly lines?: RegExp;
}

const SHAPES: readonly TextShape[] = [
  { code: 'text-hs-err', what: 'text that looks like the fatal error log of a JVM (hs_err)', holds: /^# A fatal error has been detected by the Java Runtime Environment/m },
  { code: 'text-gc-log', what: 'text that looks like a garbage collection log', holds: /\[(?:info|debug|trace) *\]\[gc[\w,+ ]*\]|\bGC\(\d+\) |\[(?:Full )?GC \(/ },
  { code: 'text-stack-traces', what: 'text that looks like a log with stack traces', holds: /^[^\n]*(?:Exception|Error)\b[^\n]*\n\s+at [\w.$/<>@-]+\(/m },
  { code: 'text-markup', what: 'text that looks like XML or HTML', holds: /^\s*(?:<\?xml|<!doctype|<html|<[\w:-]+(?:\s[^>]*)?>)/i },
  { code: 'text-json', what: 'text that looks like JSON', holds: /^\s*(?:\{\s*"|\[\s*[[{"\d])/ },
  { code: 'text-script', what: 'text that looks like a script', holds: /^#!\s*\/\S/ },
  { code: 'text-log', what: 'text that looks like a log', lines: /^\W?(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d?[-/]\w{3}[-/]\d{4}|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d|\[?\d\d:\d\d:\d\d|\d{13} )/ },
  { code: 'text-settings', what: 'text that looks like settings', lines: /^\s*(?:[#;!]|\[[\w. -]+\]|[\w.-]+\s*[=:])/ },
];

/** What a text that no kind reads may be, by its first bytes; null when it resembles nothing that is known. A guess, and said to be one. */
export function guessTextType(head: Uint8Array): FileType | null {
  const text = new TextDecoder('latin1').decode(head);
  const lines = text.split('\n', LINES_LOOKED_AT).filter((line) => line.trim() !== '');
  const found = SHAPES.find(({ holds, lines: like }) => holds?.test(text) ?? (like !== undefined && lines.filter((line) => like.test(line)).length >= lines.length * MOST));
  return found === undefined ? null : { code: found.code, what: found.what };
}
