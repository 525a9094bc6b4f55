import { Refusal } from './refusal.ts';

/** Below this much output no ratio is asked for: small texts of spaces compress a thousandfold. */
const FREE_BYTES = 100 * 1024 * 1024;
const RATIO = 200;
export const ENTRY_LIMIT = 20_000;
/** Archives inside each other, a tar inside its gzip counted as one. */
export const DEPTH_LIMIT = 3;
/** What may be unpacked and thrown away before giving up: each refused member costs up to `FREE_BYTES` of work. */
const WASTE_BYTES = 1024 * 1024 * 1024;

/** True past 100 MB where the output is more than 200 times the input. */
export function isBomb(outputBytes: number, inputBytes: number): boolean {
  return outputBytes > FREE_BYTES && outputBytes > RATIO * inputBytes;
}

/** What one archive, with all that is inside it, may cost. Rejects by throwing a Refusal. */
export class ArchiveBudget {
  readonly #archiveBytes: number;
  #entries = 0;
  #keptBytes = 0;
  #wastedBytes = 0;

  constructor(archiveBytes: number) {
    this.#archiveBytes = archiveBytes;
  }

  entry(): void {
    this.#entries += 1;
    if (this.#entries > ENTRY_LIMIT) throw new Refusal('too-many-entries', String(ENTRY_LIMIT));
  }

  /** A member that came whole: within its own ratio, and, with all before it, within that of the archive? */
  keep(bytes: number): void {
    if (isBomb(this.#keptBytes + bytes, this.#archiveBytes)) throw new Refusal('archive-ratio');
    this.#keptBytes += bytes;
  }

  /** What had come of a member that is refused after all. */
  throwAway(bytes: number): void {
    this.#wastedBytes += bytes;
    if (this.#wastedBytes > WASTE_BYTES) throw new Refusal('archive-ratio');
  }
}
