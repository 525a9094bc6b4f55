import { contains, find, findLineFeed, isDigit, parseInteger, skipSpaces, startsWith } from '../building/byte-text.ts';
import type { DumpBuilder, DumpStore } from '../building/dump-builder.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { DeadlockReport } from './hotspot-deadlock-report.ts';
import { findNameEnd, readHeaderFields } from './hotspot-header.ts';
import { readLockLine, type LockLine } from './hotspot-lock-line.ts';
import {
  AT, BANNER, STATE, SYNCHRONIZERS, NO_COMPILE_TASK, COMPILING, CARRYING, MOUNTED, SMR_INFO, SMR_LIST, JNI_REFS, DEADLOCK,
  DEADLOCK_STACKS, FOUND, HEAP, JDK_VERSION, UNNAMED, STATE_WORDS, EXCEPTION_WORDS, DEADLOCK_WORD,
} from './hotspot-words.ts';
import { ACT_WAITS_FOR_CLASS_INIT, FLAG_VIRTUAL, STATE_NONE } from '../model.ts';
import type { TextInterner, StackProgress } from '../building/text-interner.ts';
import { UNPARSED_FOREIGN_STACK, UNPARSED_NO_HEADER, UNPARSED_UNKNOWN } from '../building/unparsed-lines.ts';

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;

type Section = 'threads' | 'smr' | 'deadlock' | 'deadlock-stacks' | 'heap' | 'foreign-stack';

/** At a line that this reader does not know: it goes on, stops after the line, or another takes over at the line. */
export type NextReader = 'same' | 'pause' | 'other';
type NextReaderAt = (bytes: Uint8Array, view: DataView, from: number, to: number, line: number) => NextReader;

/** Reads HotSpot's text form, JDK 1.4 to 25, line by line from bytes. Knows nothing of chunks: it is given whole lines. */
export class HotspotTextReader {
  readonly #session: DumpSession;
  readonly #texts: TextInterner;
  readonly #store: DumpStore;
  readonly #nextReaderAt: NextReaderAt;
  #next: NextReader = 'same';
  #dump: DumpBuilder | null = null;
  #section: Section = 'threads';
  #report: DeadlockReport | null = null;
  /** For each state the words in parentheses that came with it last. */
  readonly #details: number[] = STATE_WORDS.map(() => 0);
  readonly #lockLine: LockLine = { act: 0, object: 0, className: 0 };
  readonly #progress: StackProgress = { node: 0, at: 0, lines: 0 };
  #line = 0;
  /** A header whose name holds a line break, so far. */
  #brokenHeader: Uint8Array | null = null;
  #brokenHeaderLine = 0;

  constructor(session: DumpSession, nextReaderAt: NextReaderAt) {
    this.#session = session;
    this.#texts = session.texts;
    this.#store = session.store;
    this.#nextReaderAt = nextReaderAt;
  }

  /** Lines read so far. */
  get line(): number {
    return this.#line;
  }

  /** Goes on below `line`, after another reader had the lines before. */
  resumeAfter(line: number): void {
    this.#line = line;
    this.#dump = null;
    this.#section = 'threads';
    this.#report = null;
    this.#brokenHeader = null;
    this.#next = 'same';
  }

  /** `from..to` ends with a line feed; `view` covers the same memory as `bytes`. Returns where it stopped: at the line at which another reader takes over, after one at which it pauses, or at `to`. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (bytes[at] === TAB && this.#section === 'threads') {
        at = this.#readExpectedFrames(bytes, view, at, to);
        if (at === to) return to;
      }
      const end = findLineFeed(bytes, view, at, to);
      this.#line += 1;
      let trimmed = end;
      while (trimmed > at && isBlank(bytes[trimmed - 1] as number)) trimmed -= 1;
      this.#readLine(bytes, view, at, trimmed);
      if (this.#next !== 'same') return this.#stop(at, end + 1);
      at = end + 1;
    }
    return to;
  }

  #stop(at: number, nextLine: number): number {
    const pauses = this.#next === 'pause';
    this.#next = 'same';
    if (pauses) return nextLine;
    this.#line -= 1;
    return at;
  }

  /** No more lines come. */
  end(): void {
    this.#giveUpBrokenHeader();
  }

  /** The fast path: most stacks go on as one did before. Returns where the first other line starts. */
  #readExpectedFrames(bytes: Uint8Array, view: DataView, at: number, to: number): number {
    const dump = this.#dump;
    if (dump === null || dump.row < 0 || this.#brokenHeader !== null) return at;
    const progress = this.#progress;
    this.#texts.followStack(this.#store.stacks, dump.node, bytes, view, at, to, progress);
    if (progress.lines === 0) return at;
    dump.pushFrames(progress.node, progress.lines, this.#line + 1);
    this.#line += progress.lines;
    dump.known(this.#line);
    return progress.at;
  }

  #readLine(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    if (this.#brokenHeader !== null && this.#continueBrokenHeader(bytes, from, to)) return;
    const at = skipSpaces(bytes, from, to);
    if (at === to) {
      if (this.#section === 'smr' || this.#section === 'heap') this.#section = 'threads';
      return;
    }
    if (this.#section === 'heap' && at > from) {
      this.#dump?.known(this.#line);
      return;
    }
    if (this.#section === 'deadlock' && this.#report?.read(bytes, view, from, to, this.#line, this.#texts) === true) {
      this.#dump?.known(this.#line);
      return;
    }
    if (this.#readByFirstByte(bytes, view, from, at, to)) this.#dump?.known(this.#line);
    else {
      this.#next = this.#nextReaderAt(bytes, view, from, to, this.#line);
      if (this.#next !== 'other' && this.#brokenHeader === null) this.#unknown(bytes, from, to);
    }
  }

  /** The table of lines: the first visible byte decides which can apply. True when one did. */
  #readByFirstByte(bytes: Uint8Array, view: DataView, from: number, at: number, to: number): boolean {
    switch (bytes[at]) {
      case 97: // a
        return startsWith(bytes, at, to, AT) && this.#readFrame(bytes, view, at + AT.length, to);
      case 45: // -
        return at + 2 < to && bytes[at + 1] === SPACE && this.#readLock(bytes, view, at + 2, to);
      case QUOTE:
        return from === at && this.#readQuote(bytes, view, from, to);
      case 106: // j
        return startsWith(bytes, at, to, STATE) && this.#readState(bytes, view, at + STATE.length, to);
      case 76: // L
        return startsWith(bytes, at, to, SYNCHRONIZERS) && this.#readSynchronizers();
      case 70: // F
        return this.#readF(bytes, at, to);
      case 74: // J
        return this.#readJ(bytes, at, to);
      case 67: // C
        return (startsWith(bytes, at, to, COMPILING) || startsWith(bytes, at, to, CARRYING)) && this.#readActivity(bytes, view, at, to);
      case 78: // N
        return startsWith(bytes, at, to, NO_COMPILE_TASK) && this.#hasThread();
      case 77: // M
        return startsWith(bytes, at, to, MOUNTED) && this.#readMounted(bytes, at + MOUNTED.length, to);
      case 72: // H
        return from === at && to - at === HEAP.length && startsWith(bytes, at, to, HEAP) && this.#enterHeap();
      default:
        return this.#readOther(bytes, view, at, to);
    }
  }

  #hasThread(): boolean {
    return this.#dump !== null && this.#dump.row >= 0 && this.#section === 'threads';
  }

  #readFrame(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    if (this.#section === 'deadlock-stacks') return true;
    if (this.#dump === null || this.#dump.closed || !this.#hasThread()) return false;
    const frame = this.#texts.intern(bytes, view, from, to);
    if (frame === 0) return false;
    this.#dump.pushFrames(this.#store.stacks.child(this.#dump.node, frame), 1, this.#line);
    return true;
  }

  #readLock(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const dump = this.#dump;
    if (this.#section === 'deadlock-stacks') return true;
    const found = this.#lockLine;
    if (dump === null || !this.#hasThread() || !readLockLine(bytes, view, from, to, this.#texts, found)) return false;
    if (found.act >= 0) dump.pushAct(found.act, found.object, found.act === ACT_WAITS_FOR_CLASS_INIT ? 0 : found.className, this.#line);
    else dump.rows.lastLine[dump.row] = this.#line;
    return true;
  }

  #readQuote(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const nameEnd = findNameEnd(bytes, view, from + 1, to);
    if (nameEnd >= 0) {
      this.#startThread(bytes, view, from + 1, nameEnd, to, this.#line);
      return true;
    }
    if (this.#section === 'deadlock-stacks') return bytes[to - 1] === 58;
    if (this.#dump !== null && !this.#dump.closed && this.#section === 'threads' && to - from < MAX_BROKEN_HEADER) {
      this.#brokenHeader = bytes.slice(from, to);
      this.#brokenHeaderLine = this.#line;
    }
    return false;
  }

  #startThread(bytes: Uint8Array, view: DataView, nameStart: number, nameEnd: number, to: number, line: number): void {
    if (this.#dump === null || this.#dump.closed) this.#startDump(line, null);
    const dump = this.#dump as unknown as DumpBuilder;
    this.#section = 'threads';
    const row = dump.startThread(line);
    dump.rows.name[row] = this.#texts.internLike(dump.rows.name[row] as number, bytes, view, nameStart, nameEnd);
    readHeaderFields(bytes, view, nameEnd + 1, to, dump.rows, row, this.#texts);
    dump.rows.lastLine[row] = this.#line;
  }

  /** A name may hold line breaks: lines are joined until they end as a header does. */
  #continueBrokenHeader(bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#brokenHeader as Uint8Array;
    const startsOther = bytes[from] === QUOTE || to === from || isBlank(bytes[from] as number) || start.length + to - from > MAX_BROKEN_HEADER || this.#line - this.#brokenHeaderLine > MAX_BROKEN_LINES;
    const joined = startsOther ? start : new Uint8Array(start.length + 1 + to - from);
    if (!startsOther) {
      joined.set(start);
      joined[start.length] = LF;
      joined.set(bytes.subarray(from, to), start.length + 1);
      const joinedView = new DataView(joined.buffer);
      const nameEnd = findNameEnd(joined, joinedView, 1, joined.length);
      if (nameEnd < 0) {
        this.#brokenHeader = joined;
        return true;
      }
      this.#brokenHeader = null;
      this.#startThread(joined, joinedView, 1, nameEnd, joined.length, this.#brokenHeaderLine);
      this.#dump?.known(this.#line);
      return true;
    }
    this.#giveUpBrokenHeader();
    return false;
  }

  #giveUpBrokenHeader(): void {
    const held = this.#brokenHeader;
    this.#brokenHeader = null;
    if (held === null) return;
    let line = this.#brokenHeaderLine;
    for (let at = 0; at < held.length; line += 1) {
      const end = find(held, at, held.length, LF);
      this.#dump?.unknown(line, held, at, end, UNPARSED_NO_HEADER);
      at = end + 1;
    }
  }

  #readState(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const dump = this.#dump;
    if (dump === null || !this.#hasThread()) return false;
    const wordEnd = find(bytes, from, to, SPACE);
    const state = STATE_WORDS.findIndex((word, index) => index > 0 && word.length === wordEnd - from && startsWith(bytes, from, to, word));
    if (state < 0) return false;
    dump.rows.lastLine[dump.row] = this.#line;
    if (dump.rows.state[dump.row] !== STATE_NONE) return true;
    dump.rows.state[dump.row] = state;
    const open = skipSpaces(bytes, wordEnd, to);
    if (bytes[open] === 40 && bytes[to - 1] === 41) dump.rows.stateDetail[dump.row] = this.#details[state] = this.#texts.internLike(this.#details[state] ?? 0, bytes, view, open + 1, to - 1);
    return true;
  }

  #readSynchronizers(): boolean {
    if (this.#section === 'foreign-stack') this.#section = 'threads';
    if (!this.#hasThread()) return false;
    this.#dump?.listSynchronizers();
    return true;
  }

  #readActivity(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const dump = this.#dump;
    if (dump === null || !this.#hasThread()) return false;
    dump.rows.activity[dump.row] = this.#texts.intern(bytes, view, from, to);
    dump.rows.lastLine[dump.row] = this.#line;
    return true;
  }

  /** Since JDK 24 the frames of a mounted virtual thread follow those of its carrier. */
  #readMounted(bytes: Uint8Array, from: number, to: number): boolean {
    const dump = this.#dump;
    if (dump === null || !this.#hasThread()) return false;
    const row = dump.startThread(this.#line);
    dump.rows.name[row] = 0;
    dump.rows.javaId[row] = parseInteger(bytes, from, to);
    dump.rows.flags[row] = FLAG_VIRTUAL;
    return true;
  }

  #readF(bytes: Uint8Array, at: number, to: number): boolean {
    if (startsWith(bytes, at, to, BANNER)) {
      const above = this.#session.preamble.aboveBanner(this.#line);
      this.#startDump(above.firstLine, above.capturedAt);
      const dump = this.#dump as unknown as DumpBuilder;
      dump.vm = readVm(bytes, at + BANNER.length, to);
      dump.tool = above.isJcmd ? 'jcmd' : null;
      return true;
    }
    if (this.#dump === null) return false;
    if (startsWith(bytes, at, to, DEADLOCK)) {
      this.#dump.endStack();
      this.#dump.row = -1;
      this.#section = 'deadlock';
      this.#report = new DeadlockReport(this.#line);
      this.#dump.printedDeadlocks.push(this.#report.deadlock);
      return true;
    }
    if (!startsWith(bytes, at, to, FOUND) || !contains(bytes, at, to, DEADLOCK_WORD)) return false;
    this.#section = 'threads';
    return true;
  }

  #readJ(bytes: Uint8Array, at: number, to: number): boolean {
    if (this.#dump === null) return false;
    if (startsWith(bytes, at, to, JNI_REFS)) {
      this.#dump.endStack();
      this.#dump.row = -1;
      this.#dump.closed = true;
      this.#section = 'threads';
      return true;
    }
    if (startsWith(bytes, at, to, JDK_VERSION)) return this.#dump.rows.count === 0;
    if (!startsWith(bytes, at, to, DEADLOCK_STACKS) || this.#section !== 'deadlock') return false;
    this.#section = 'deadlock-stacks';
    return true;
  }

  #enterHeap(): boolean {
    if (this.#dump === null) return false;
    this.#dump.endStack();
    this.#dump.row = -1;
    this.#dump.tool ??= 'SIGQUIT';
    this.#section = 'heap';
    return true;
  }

  #readOther(bytes: Uint8Array, view: DataView, at: number, to: number): boolean {
    if (isDigit(bytes[at])) this.#session.preamble.note(bytes, at, to, this.#line);
    if (this.#dump === null) return false;
    if (this.#section === 'heap') return bytes[at - 1] === SPACE;
    if (this.#section === 'smr') {
      if (bytes[at] === 125) this.#section = 'threads';
      return bytes[at] === 125 || bytes[at] === 48 || startsWith(bytes, at, to, SMR_LIST);
    }
    if (startsWith(bytes, at, to, UNNAMED)) return this.#readUnnamed(bytes, view, at, to);
    if (startsWith(bytes, at, to, SMR_INFO) || startsWith(bytes, at, to, SMR_LIST)) {
      this.#section = 'smr';
      return true;
    }
    return bytes[at] === 61 && (this.#section === 'deadlock' || this.#section === 'deadlock-stacks') && bytes[to - 1] === 61;
  }

  /** JFR's sampler threads are printed without their names, in some versions with the next header on the same line. */
  #readUnnamed(bytes: Uint8Array, view: DataView, at: number, to: number): boolean {
    const dump = this.#dump;
    if (dump === null || dump.closed) return false;
    dump.endStack();
    dump.row = -1;
    dump.unnamedThread(this.#line);
    const quote = find(bytes, at, to, QUOTE);
    if (quote < to) this.#readQuote(bytes, view, quote, to);
    return true;
  }

  #unknown(bytes: Uint8Array, from: number, to: number): void {
    const dump = this.#dump;
    if (dump === null) return;
    dump.unknown(this.#line, bytes, from, to, this.#section === 'foreign-stack' ? UNPARSED_FOREIGN_STACK : UNPARSED_UNKNOWN);
    if (this.#section !== 'threads' || dump.row < 0) return;
    if (EXCEPTION_WORDS.some((word) => contains(bytes, from, Math.min(to, from + 400), word))) this.#section = 'foreign-stack';
  }

  #startDump(firstLine: number, capturedAt: string | null): void {
    this.#dump = this.#session.start('hotspot-text', firstLine);
    this.#dump.capturedAt = capturedAt;
    this.#section = 'threads';
    this.#report = null;
  }
}

const MAX_BROKEN_HEADER = 1 << 16;
const MAX_BROKEN_LINES = 16;

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === CR || byte === TAB;
}

function readVm(bytes: Uint8Array, from: number, to: number): string | null {
  const text = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 300))).trim().replace(/:$/, '');
  return text === '' ? null : text;
}
