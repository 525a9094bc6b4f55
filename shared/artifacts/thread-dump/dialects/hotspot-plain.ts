import type { DialectReader } from './dialect-reader.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpLine } from '../building/dump-line.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { withModuleInParentheses } from './frame-text.ts';
import { ACT_ELIMINATED, ACT_LOCKED, ACT_PARKED_ON, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, FLAG_VIRTUAL, stateCode, THREAD_STATES } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

const STATES = THREAD_STATES.slice(1).join('|');
/** What follows the name in `#22 "name" virtual` (JDK 21) and `#22 "name" virtual WAITING 2026-11-21T16:09:10.97Z` (JDK 25). */
const AFTER_NAME = new RegExp(String.raw`^( virtual)?(?: (${STATES}) (\d{4}-\S+Z))?((?: \S+)*)$`);
const HEADER_START = /^#(\d+) "/;
/** JDK 21 prints frames without `at`. */
const FRAME = /^\s+(?:at )?([^\s(][^(]*\([^()]*\))$/;
const LOCK = /^\s+- (parking to wait for|waiting to lock|waiting on|locked) <(.*?)>(?:, owner #(\d+))?$/;
const ELIMINATED = /^\s+- lock is eliminated$/;
const ACTS = new Map([['parking to wait for', ACT_PARKED_ON], ['waiting to lock', ACT_WAITS_TO_ENTER], ['waiting on', ACT_WAITS_IN_WAIT_SET], ['locked', ACT_LOCKED]]);
const MAX_BROKEN_LINES = 16;

/** Reads the plain form of `Thread.dump_to_file`, JDK 19 to 25. */
export class HotspotPlainReader implements DialectReader {
  readonly #session: DumpSession;
  #dump: DumpBuilder | null = null;
  /** A header whose name holds a line break, so far. */
  #broken: { readonly text: string; readonly line: number } | null = null;

  constructor(session: DumpSession) {
    this.#session = session;
  }

  begins(line: DumpLine): boolean {
    if (line.start !== line.from || !HEADER_START.test(line.text)) return false;
    return this.#session.preamble.abovePlainThreads(line.line) !== null || readHeader(line.text)?.state !== undefined;
  }

  read(line: DumpLine): boolean {
    if (this.#broken !== null && this.#continueBroken(line)) return true;
    if (line.isBlank) return false;
    if (line.start === line.from) return HEADER_START.test(line.text) && this.#readHeader(line.text, line.line, line.line);
    return this.#dump !== null && this.#dump.row >= 0 && (this.#readFrame(line) || this.#readLock(line));
  }

  end(): void {
    this.#dump = null;
    this.#broken = null;
  }

  #readHeader(text: string, firstLine: number, lastLine: number): boolean {
    const header = readHeader(text);
    if (header === null) {
      if (text.indexOf('"') !== text.lastIndexOf('"')) return false;
      this.#broken = { text, line: firstLine };
      return true;
    }
    const above = this.#session.preamble.abovePlainThreads(firstLine);
    if (this.#dump === null || (above !== null && this.#dump.row >= 0)) {
      // The preamble may be above lines that another dump took.
      this.#dump = this.#session.start('hotspot-plain', Math.max(above?.firstLine ?? firstLine, Math.min(firstLine, (this.#session.dump?.lastLine ?? 0) + 1)));
      this.#dump.capturedAt = above?.capturedAt ?? null;
      this.#dump.vm = above?.version ?? null;
      this.#dump.tool = 'Thread.dump_to_file';
    }
    const { rows } = this.#dump;
    const row = this.#dump.startThread(firstLine);
    rows.name[row] = this.#session.texts.internText(header.name);
    rows.javaId[row] = header.javaId;
    rows.flags[row] = header.isVirtual ? FLAG_VIRTUAL : 0;
    rows.state[row] = stateCode(header.state);
    rows.extra[row] = this.#session.texts.internText(header.rest);
    rows.lastLine[row] = lastLine;
    return true;
  }

  /** A name may hold line breaks: lines are joined until they end as a header does. */
  #continueBroken(line: DumpLine): boolean {
    const broken = this.#broken;
    this.#broken = null;
    if (broken === null || line.line - broken.line > MAX_BROKEN_LINES || HEADER_START.test(line.text)) return false;
    return this.#readHeader(`${broken.text}\n${line.text}`, broken.line, line.line);
  }

  #readFrame(line: DumpLine): boolean {
    const frame = FRAME.exec(line.text)?.[1];
    if (frame === undefined || frame.startsWith('- ')) return false;
    this.#session.pushFrame(withModuleInParentheses(frame), line.line);
    return true;
  }

  #readLock(line: DumpLine): boolean {
    const dump = this.#dump;
    const lock = LOCK.exec(line.text);
    if (dump === null || (lock === null && !ELIMINATED.test(line.text))) return false;
    const [, phrase = '', object = '', owner] = lock ?? [];
    const { texts } = this.#session;
    const id = texts.internText(object);
    dump.pushAct(ACTS.get(phrase) ?? ACT_ELIMINATED, id, texts.internText(classOfIdentity(object)), line.line);
    if (owner !== undefined && id !== 0) dump.tellOwner({ isSynchronizer: phrase === 'parking to wait for', object: id, ownerName: 0, ownerJavaId: Number(owner), line: line.line });
    return true;
  }
}

interface PlainHeader {
  readonly javaId: number;
  readonly name: string;
  readonly isVirtual: boolean;
  readonly state: string | undefined;
  /** What no rule knows. */
  readonly rest: string;
}

/** The name ends at the last quote: names may hold quotes themselves. */
function readHeader(text: string): PlainHeader | null {
  const start = HEADER_START.exec(text);
  const nameEnd = text.lastIndexOf('"');
  if (start === null || nameEnd < start[0].length) return null;
  const after = AFTER_NAME.exec(text.slice(nameEnd + 1));
  if (after === null) return null;
  return { javaId: Number(start[1]), name: text.slice(start[0].length, nameEnd), isVirtual: after[1] !== undefined, state: after[2], rest: (after[4] ?? '').trim() };
}
