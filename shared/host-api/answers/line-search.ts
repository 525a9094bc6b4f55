import { shortenText, visibleText } from '../../base/visible-text.ts';
import type { EvidenceHit } from '../views.ts';

/** Characters of a line that an answer shows, around the first match. */
const SHOWN = 240;
const BEFORE_MATCH = 60;
/** Of a line that does not end, no more is held: what is sought is shorter. */
const LONGEST_HELD = 1_000_000;
/** By the engine's rule: a line ends at LF (with any CRs before it) or at a CR that no LF follows. */
const LINE_END = /\r*\n|\r/g;

export interface LineHits {
  /** Lines that hold the text, also those beyond the limit. */
  readonly total: number;
  readonly hits: readonly EvidenceHit[];
}

/** Lines of a decoded text, pushed in piece by piece, that hold another one, without regard to case. At most `limit` are given, all are counted. */
export class LineSearch {
  readonly #wanted: string;
  readonly #limit: number;
  readonly #hits: EvidenceHit[] = [];
  #total = 0;
  #line = 1;
  #held = '';
  /** The line being held was cut, and its first part holds the text. */
  #hasHit = false;

  constructor(text: string, limit: number) {
    this.#wanted = text.toLowerCase();
    this.#limit = limit;
  }

  push(more: string): void {
    const text = this.#held + more;
    let start = 0;
    LINE_END.lastIndex = 0;
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      // CRs at the very end may belong to an LF that is still to come.
      if (LINE_END.lastIndex === text.length && end[0].endsWith('\r')) break;
      this.#look(text.slice(start, end.index));
      this.#line += 1;
      this.#hasHit = false;
      start = LINE_END.lastIndex;
    }
    this.#held = text.slice(start);
    if (this.#held.length <= LONGEST_HELD) return;
    this.#look(this.#held);
    this.#held = this.#held.slice(-this.#wanted.length);
  }

  finish(): LineHits {
    if (this.#held !== '') this.#look(this.#held.replace(/\r+$/, ''));
    return { total: this.#total, hits: this.#hits };
  }

  #look(line: string): void {
    const at = this.#hasHit ? -1 : line.toLowerCase().indexOf(this.#wanted);
    if (at < 0) return;
    this.#hasHit = true;
    this.#total += 1;
    if (this.#hits.length >= this.#limit) return;
    const from = Math.max(0, at - BEFORE_MATCH);
    this.#hits.push({ line: this.#line, text: `${from > 0 ? '…' : ''}${visibleText(shortenText(line.slice(from), SHOWN))}` });
  }
}
