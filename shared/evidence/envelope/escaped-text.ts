import { startsWithMark } from './content-marks.ts';
import type { Envelope } from './envelope.ts';

/** A line feed written as `\n`, before what a tool prints at the start of its lines. */
const ESCAPED_MARK = /\\n(?:\\tat |\\t- | {3}java\.lang\.Thread\.State: |Full thread dump |\\"[^"]*\\" #\d)/;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '', b: '', f: '' };
/** `  "threadDump": "` and the like; what ends the string again. */
const OPENING = /^\s*(?:[[{]\s*)*(?:"[^"\\]*"\s*:\s*)?"/;
const CLOSING = /"\s*[,\]}]*\s*$/;

function unescape(text: string): string {
  return text.replaceAll(ESCAPE, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (LETTERS[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function linesOf(text: string): readonly string[] {
  return unescape(text.replace(OPENING, '').replace(CLOSING, '')).split('\n');
}

/** Text kept as one string with `\n` for its line ends, as in JSON answers. ENV-19 */
export const ESCAPED_TEXT: Envelope = {
  detect(sample) {
    if (!sample.some((line) => ESCAPED_MARK.test(line) && linesOf(line).some(startsWithMark))) return null;
    return {
      kind: 'escaped-text',
      peeler: {
        line(text, first, last, stream, emit) {
          if (!ESCAPED_MARK.test(text)) {
            emit(text, first, last, stream);
            return false;
          }
          for (const line of linesOf(text)) emit(line, first, last, stream);
          return true;
        },
        finish() {},
      },
    };
  },
};
