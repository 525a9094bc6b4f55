import { guessSection } from './guess-section.ts';
import { LONGEST_TITLE, sectionStart } from './sections.ts';

/** Lines without titles looked at: a listing begins with its rows, a log does not go on with them. */
const ROWS_LOOKED_AT = 400;

/** Surely by the titles of columns, nearly so by rows of a shape that nothing else has. */
export function sniffSockets(head: Uint8Array): number {
  let rows = 0;
  let lines = 0;
  let start = 0;
  let score = 0;
  while (start < head.length) {
    const next = head.indexOf(10, start);
    const end = next < 0 ? head.length : next;
    const at = skipBlankBytes(head, start, end);
    if (at < end) {
      if (end - start <= LONGEST_TITLE) score = Math.max(score, scoreOfTitle(head, start, end));
      if (score >= 0.95) return score;
      lines += 1;
      if (lines <= ROWS_LOOKED_AT && guessSection(head, at, end) !== null) rows += 1;
    }
    start = end + 1;
  }
  if (rows === 0) return score;
  // Few among many lines are quoted in a log: read beside what the log is.
  return Math.max(score, rows * 2 >= Math.min(lines, ROWS_LOOKED_AT) ? 0.9 : 0.5);
}

function scoreOfTitle(head: Uint8Array, start: number, end: number): number {
  if (!mayBeTitle(head[skipBlankBytes(head, start, end)] as number)) return 0;
  const begun = sectionStart(new TextDecoder('latin1').decode(head.subarray(start, end)).trimEnd());
  if (begun === null) return 0;
  if (begun.id === 'fd' || begun.id === 'comm' || begun.id === 'no-sockets') return 0.1;
  return 0.95;
}

/** A, I, K, N, P, R, S, T, l, p, s, k, =, which titles begin with. */
function mayBeTitle(byte: number): boolean {
  return 'AINPRSTpsk='.includes(String.fromCharCode(byte));
}

function skipBlankBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at += 1;
  return at;
}
