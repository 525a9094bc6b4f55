/** A line of ssh_config: the word as written and its arguments. */
export interface ConfigLine {
  readonly word: string;
  readonly args: readonly string[];
  /** What stands after the word, as Match reads it. */
  readonly rest: string;
}

export type SplitLine = { readonly type: 'empty' } | { readonly type: 'line'; readonly line: ConfigLine } | { readonly type: 'malformed'; readonly word: string; readonly why: string };

/** Splits as OpenSSH does: `Word arg`, `Word=arg`, quotes, backslashes, and a comment where a new argument would begin. */
export function splitConfigLine(raw: string): SplitLine {
  const found = /^[ \t]*"?(?<word>[^\s"=#]+)"?(?:[ \t]*=[ \t]*|[ \t]+|$)(?<rest>.*)$/s.exec(raw.replace(/[ \t\r\n\f]+$/, ''))?.groups;
  if (!found) return /^[ \t\f]*(#|$)/.test(raw) ? { type: 'empty' } : { type: 'malformed', word: raw.trim().split(/\s/)[0] ?? '', why: 'no word at its start' };
  const { word = '', rest = '' } = found;
  const args = splitArguments(rest);
  if (args === null) return { type: 'malformed', word, why: 'a quote is not closed' };
  if (args.length === 0) return { type: 'malformed', word, why: 'no argument after the word' };
  return { type: 'line', line: { word, args, rest } };
}

/** null when a quote is not closed. */
function splitArguments(text: string): string[] | null {
  const args: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ' || text[at] === '\t') {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    const word = readArgument(text, at);
    if (word === null) return null;
    args.push(word.value);
    at = word.end;
  }
  return args;
}

function readArgument(text: string, start: number): { readonly value: string; readonly end: number } | null {
  let [value, quote, at] = ['', '', start];
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === '\\' && (next === "'" || next === '"' || next === '\\' || (quote === '' && next === ' '))) {
      value += next;
      at += 1;
    } else if (quote === '' && (character === ' ' || character === '\t')) break;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote !== '' && character === quote) quote = '';
    else value += character;
  }
  return quote === '' ? { value, end: at } : null;
}
