import { skipSpaces } from '../building/byte-text.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { JsonDump, type JsonContext } from './json-dump.ts';
import { JsonTextCache } from './json-text-cache.ts';

const LF = 10;
const NEW_LINE = Uint8Array.of(LF);
const OPEN_OBJECT = 123;
const OPEN_ARRAY = 91;
const QUOTE = 34;

/** A line this long may be a whole document and is read in pieces. Where it begins or breaks off is seen before. */
export const LONG_LINE = 1 << 17;

/** True where a document may begin: most lines of logs that start with `[` or `{` go on otherwise. */
function mayBegin(bytes: Uint8Array, at: number, to: number): boolean {
  const first = bytes[at];
  if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return false;
  const next = skipSpaces(bytes, at + 1, to);
  return next === to || bytes[next] === (first === OPEN_ARRAY ? OPEN_OBJECT : QUOTE);
}

/**
 * Finds thread dumps written as JSON among lines. A document is watched beside the reader at work until it tells that it is a thread dump;
 * from then on it takes the bytes, in pieces of any size, as a document may be one line of hundreds of megabytes.
 */
export class JsonLines {
  readonly #context: JsonContext;
  #dump: JsonDump | null = null;
  /** A document ended or broke off on this line: the rest of the line is passed over. */
  #skipsLine = false;
  /** Lines taken so far. */
  line = 0;

  constructor(session: DumpSession, beforeDump: () => void) {
    this.#context = { session, texts: new JsonTextCache(), beforeDump };
  }

  /** A document is open that may be a thread dump. */
  get isWatching(): boolean {
    return this.#dump !== null && !this.#dump.isTold;
  }

  /** A document that is a thread dump takes the bytes. */
  get isReading(): boolean {
    return this.#skipsLine || this.#dump?.isTold === true;
  }

  /** `from..to` is a line without its end. True when a thread dump takes it; else another reader has it too. */
  begin(bytes: Uint8Array, from: number, to: number, line: number): boolean {
    if (!this.beginPiece(bytes, from, to, line)) {
      this.watch(NEW_LINE, 0, 1);
      return false;
    }
    this.read(NEW_LINE, 0, 1, false);
    return true;
  }

  /** As `begin`, for the first part of a long line. */
  beginPiece(bytes: Uint8Array, from: number, to: number, line: number): boolean {
    const at = skipSpaces(bytes, from, to);
    if (!mayBegin(bytes, at, to)) return false;
    this.#dump = new JsonDump(this.#context, line);
    this.line = line - 1;
    return this.watch(bytes, at, to);
  }

  /** A line, or its first part, while a document is watched. True when the document takes it. */
  watch(bytes: Uint8Array, from: number, to: number): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    const stopped = dump.push(bytes, from, to);
    if (!dump.isTold) {
      if (dump.status !== 'open') this.#dump = null;
      return false;
    }
    this.line = dump.line - 1;
    if (dump.status !== 'open') this.read(bytes, this.#endDocument(dump, bytes, stopped, to, to - from < LONG_LINE), to, false);
    return true;
  }

  /** Bytes while `isReading`. Returns where other readers go on, at the start of a line, or `to`. `startsLine` is false when `from` is inside a line. */
  read(bytes: Uint8Array, from: number, to: number, startsLine: boolean): number {
    let at = from;
    while (at < to && this.#dump !== null) {
      const dump = this.#dump;
      const stopped = dump.push(bytes, at, to);
      this.line = dump.line - 1;
      if (dump.status === 'open') return to;
      const start = startOfLine(bytes, from, stopped, startsLine);
      // A line on which a document breaks off may begin something else: it is read again from its start.
      if (dump.status === 'broken' && dump.line > dump.firstLine && start >= 0 && stopped - start < LONG_LINE) {
        dump.end();
        this.#dump = null;
        return start;
      }
      const end = endOfLine(bytes, stopped, to);
      at = this.#endDocument(dump, bytes, stopped, end, start >= 0 && end - start < LONG_LINE);
    }
    if (at >= to || !this.#skipsLine) return at;
    const end = endOfLine(bytes, at, to);
    if (end === to) return to;
    this.#skipsLine = false;
    this.line += 1;
    return end + 1;
  }

  /** No more bytes come. */
  end(): void {
    this.#dump?.end();
    this.#dump = null;
  }

  /** The rest of the line, which ends at `to`, is passed over, but for further documents on a line that is not long. Returns where reading goes on. */
  #endDocument(ended: JsonDump, bytes: Uint8Array, stopped: number, to: number, hasMore: boolean): number {
    let dump = ended;
    let at = stopped;
    for (;;) {
      dump.end();
      this.#dump = null;
      this.#skipsLine = true;
      const next = skipSpaces(bytes, at, to);
      if (!hasMore || dump.status !== 'done' || next >= to || !mayBegin(bytes, next, to)) return at;
      dump = new JsonDump(this.#context, dump.line);
      at = dump.push(bytes, next, to);
      if (!dump.isTold) return at;
      if (dump.status === 'open') {
        this.#dump = dump;
        this.#skipsLine = false;
        return at;
      }
    }
  }
}

/** Start of the line that `at` stands on, if that is in `from..at`; else -1. */
function startOfLine(bytes: Uint8Array, from: number, at: number, startsLine: boolean): number {
  const end = at > from ? bytes.lastIndexOf(LF, at - 1) : -1;
  if (end >= from) return end + 1;
  return startsLine ? from : -1;
}

/** Position of the next line feed, or `to`. */
function endOfLine(bytes: Uint8Array, from: number, to: number): number {
  const end = bytes.indexOf(LF, from);
  return end < 0 || end > to ? to : end;
}
