import type { RedactedSpan } from './redaction-rule.ts';

const BEGIN = /-----BEGIN(?: |%20)(?:[A-Z0-9]{1,20}(?: |%20)){0,3}PRIVATE(?: |%20)KEY(?:(?: |%20)BLOCK)?-----/g;
const END = /-----END(?: |%20)(?:[A-Z0-9]{1,20}(?: |%20)){0,3}PRIVATE(?: |%20)KEY/g;
const BASE64 = /[A-Za-z0-9+/=]{8,}/g;
/** A key of 16,384 bits has some 200 lines; beyond that its end is missing. */
const MOST_LINES = 400;

/** Private keys in PEM, over many lines or in one string with `\n` in it. Each line keeps its place. */
export class PrivateKeyBlocks {
  #left = 0;

  find(line: string, found: RedactedSpan[]): void {
    let at = 0;
    for (;;) {
      if (this.#left > 0) {
        END.lastIndex = at;
        const end = END.exec(line);
        this.#take(line, at, end?.index ?? line.length, found);
        if (end === null) {
          this.#left -= 1;
          return;
        }
        this.#left = 0;
        at = end.index + end[0].length;
      }
      BEGIN.lastIndex = at;
      const begin = BEGIN.exec(line);
      if (begin === null) return;
      this.#left = MOST_LINES;
      at = begin.index + begin[0].length;
    }
  }

  #take(line: string, from: number, to: number, found: RedactedSpan[]): void {
    for (const { 0: run, index } of line.slice(from, to).matchAll(BASE64)) found.push({ from: from + index, to: from + index + run.length, class: 'key' });
    // The last line of a key may be shorter than any run that is told from other words.
    const short = /^\s*([A-Za-z0-9+/=]{1,7})\s*$/.exec(line);
    if (short !== null && from === 0 && to === line.length) found.push({ from: line.indexOf(short[1] ?? ''), to: line.trimEnd().length, class: 'key' });
  }
}
