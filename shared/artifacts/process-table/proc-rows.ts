import type { RecipePreamble } from './recipe-preamble.ts';
import type { StatFields } from './read-stat-line.ts';
import { integerAt, skipBlanks, skipWord } from './scan-numbers.ts';
import type { TableBuilder } from './table-builder.ts';

const OPEN = 91;
const CLOSE = 93;

/** Rows from /proc: the stat line makes a row, owner and command line come after and are joined by process id. PT-06 */
export class ProcRows {
  readonly #rows: TableBuilder;
  readonly #preamble: RecipePreamble | null;
  readonly #rowOf = new Map<number, number>();

  constructor(rows: TableBuilder, preamble: RecipePreamble | null) {
    this.#rows = rows;
    this.#preamble = preamble;
  }

  add(bytes: Uint8Array, fields: StatFields, line: number): void {
    const rows = this.#rows;
    const row = rows.begin(line);
    this.#rowOf.set(fields.pid, row);
    const ticksMs = 1000 / (this.#preamble?.ticksPerSecond ?? 100);
    const cpuMs = fields.cpuTicks * ticksMs;
    const rssBytes = fields.rssPages * (this.#preamble?.pageBytes ?? 4096);
    rows.setNumber('pids', row, fields.pid);
    rows.setNumber('ppids', row, fields.ppid);
    rows.setNumber('rssBytes', row, rssBytes);
    rows.setNumber('vszBytes', row, fields.vszBytes);
    rows.setNumber('cpuTimeMs', row, cpuMs);
    rows.setNumber('cpuTimeStepsMs', row, ticksMs);
    rows.setNumber('threadCounts', row, fields.threads);
    this.#addComputed(row, fields.startTicks * ticksMs, cpuMs, rssBytes);
    rows.setText('states', row, bytes, fields.stateStart, fields.stateStart + 1);
    this.#setName(row, bytes, fields);
  }

  /** `owner root 1234` and `cmdline 1234 java -jar shop.jar`; false when the line is neither. */
  takeTagged(bytes: Uint8Array, start: number, end: number): boolean {
    const tagEnd = skipWord(bytes, start, end);
    const first = skipBlanks(bytes, tagEnd, end);
    const firstEnd = skipWord(bytes, first, end);
    const second = skipBlanks(bytes, firstEnd, end);
    const tag = tagEnd - start === 5 ? 'owner' : tagEnd - start === 7 ? 'cmdline' : null;
    if (tag === null || !isWord(bytes, start, tag)) return false;
    // A process that began after its neighbours were read has no row; that is no fault of the capture.
    const row = this.#rowOf.get(tag === 'owner' ? integerAt(bytes, second, skipWord(bytes, second, end)) : integerAt(bytes, first, firstEnd));
    if (row === undefined) return true;
    if (tag === 'owner') this.#rows.setText('users', row, bytes, first, firstEnd);
    else this.#rows.setText('commands', row, bytes, second, trimmedEnd(bytes, second, end));
    return true;
  }

  #addComputed(row: number, startMs: number, cpuMs: number, rssBytes: number): void {
    const { bootMs = null, uptimeMs = null, memTotalBytes = null } = this.#preamble ?? {};
    if (bootMs !== null) this.#rows.setNumber('startedMs', row, bootMs + startMs);
    if (uptimeMs !== null && uptimeMs > startMs) this.#rows.setNumber('cpuPercent', row, (cpuMs / (uptimeMs - startMs)) * 100);
    if (memTotalBytes !== null) this.#rows.setNumber('memPercent', row, (rssBytes / memTotalBytes) * 100);
  }

  /** By its name; in brackets, as ps does for those that have no command line, where one may come. */
  #setName(row: number, bytes: Uint8Array, { nameStart, nameEnd }: StatFields): void {
    if (this.#preamble?.rowsAre !== 'processes') {
      this.#rows.setText('commands', row, bytes, nameStart, nameEnd);
      return;
    }
    const bracketed = bytes.slice(nameStart - 1, nameEnd + 1);
    bracketed[0] = OPEN;
    bracketed[bracketed.length - 1] = CLOSE;
    this.#rows.setText('commands', row, bracketed, 0, bracketed.length);
  }
}

function isWord(bytes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && bytes[last - 1] === 32) last -= 1;
  return last;
}
