import type { DialectReader } from './dialect-reader.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpLine } from '../building/dump-line.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { withDots } from './frame-text.ts';
import { nativeId, readJrockitHeader, type JrockitHeader } from './jrockit-header.ts';
import { JrockitLockChains } from './jrockit-lock-chains.ts';
import { ACT_LOCKED, ACT_NOTE, ACT_PARKED_ON, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, FLAG_DAEMON, STATE_BLOCKED } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

/** At the end of a line that a log began. */
const BANNER = /= FULL THREAD DUMP =+$/;
const LAST_LINE = /^(?:=+ END OF THREAD DUMP =+|={10,})$/;
const TIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) (?:\w+ )?(\d{4})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const VERSION = /^(?:BEA|Oracle) .*JRockit/;
const LOCK = /^(?:--|\^--) (Blocked trying to get lock|Waiting for notification on|Parking to wait for|Holding lock|Lock released while waiting): (\S+?)(?:\[[\w ,]*\])*$/;
const ACTS = new Map([['Blocked trying to get lock', ACT_WAITS_TO_ENTER], ['Waiting for notification on', ACT_WAITS_IN_WAIT_SET], ['Parking to wait for', ACT_PARKED_ON], ['Holding lock', ACT_LOCKED]]);
/** `at a/b/C.m(Ljava/lang/Object;)V(C.java:5)@0x00CCC620`, or without `at` between braces. */
const FRAME = /^(?:at )?([^\s()]+)(?:\([^()]*\)[\w./$;[]+)?(\([^()]*\))(?:@\w+)?$/;
const NATIVE_THREAD = /^(?:thread: \w+ +lastj: \w+(?: +pt_thr: (\w+))?|pt_thr: (\w+))$/;
const REMARK = /^(?:No Java stack trace available|--- End of stack trace|-- end of trace|\})$/;

/** Reads the thread dumps of JRockit, 8.1 to R28. */
export class JrockitReader implements DialectReader {
  readonly #session: DumpSession;
  #dump: DumpBuilder | null = null;
  #chains: JrockitLockChains | null = null;

  constructor(session: DumpSession) {
    this.#session = session;
  }

  begins(line: DumpLine): boolean {
    return line.start === line.from && (BANNER.test(line.text) || readJrockitHeader(line.text) !== null);
  }

  read(line: DumpLine): boolean {
    if (line.isBlank) return false;
    const { text } = line;
    if (line.start === line.from) {
      if (BANNER.test(text)) return this.#start(line.line);
      if (this.#chains?.read(text, line.line) === true) return true;
      const header = readJrockitHeader(text);
      if (header !== null) {
        if (this.#dump === null || this.#dump.closed) this.#start(line.line);
        return this.#readHeader(header, line.line);
      }
      if (this.#dump === null || this.#dump.closed) return false;
      if (LAST_LINE.test(text) && this.#dump.row >= 0) return this.#close();
      return JrockitLockChains.begins(text) ? this.#beginChains(text, line.line) : this.#readBannerLine(text);
    }
    return this.#dump !== null && this.#dump.row >= 0 && this.#readStackLine(this.#dump, text.trim(), line.line);
  }

  end(): void {
    this.#dump = null;
    this.#chains = null;
  }

  #start(line: number): boolean {
    this.#dump = this.#session.start('jrockit', line);
    this.#chains = null;
    return true;
  }

  #beginChains(text: string, line: number): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    dump.endStack();
    dump.row = -1;
    this.#chains = new JrockitLockChains(dump, this.#session.texts);
    return this.#chains.read(text, line);
  }

  #close(): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    dump.endStack();
    dump.row = -1;
    dump.closed = true;
    this.#chains = null;
    return true;
  }

  #readBannerLine(text: string): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    if (/^=+ END OF THREAD DUMP =+$/.test(text)) return this.#close();
    const time = TIME.exec(text);
    const month = MONTHS.indexOf(time?.[1] ?? '') + 1;
    if (time !== null && month > 0 && dump.rows.count === 0) dump.capturedAt = `${time[4]}-${String(month).padStart(2, '0')}-${time[2]}T${time[3]}`;
    else if (VERSION.test(text) && dump.rows.count === 0) dump.vm = text;
    else return REMARK.test(text);
    return true;
  }

  #readHeader(header: JrockitHeader, line: number): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    const { texts } = this.#session;
    const { rows } = dump;
    const row = dump.startThread(line);
    rows.name[row] = texts.internText(header.name);
    rows.javaId[row] = header.javaId;
    rows.nid[row] = header.nid;
    rows.priority[row] = header.priority;
    rows.flags[row] = header.isDaemon ? FLAG_DAEMON : 0;
    rows.state[row] = header.state;
    rows.headerState[row] = texts.internText(header.words);
    rows.extra[row] = texts.internText(header.extra);
    return true;
  }

  #readStackLine(dump: DumpBuilder, text: string, line: number): boolean {
    const frame = FRAME.exec(text);
    if (frame?.[1]?.includes('.') === true) {
      this.#session.pushFrame(`${withDots(frame[1] ?? '')}${frame[2] ?? ''}`, line);
      return true;
    }
    const lock = LOCK.exec(text);
    if (lock !== null) {
      this.#readLock(dump, lock[1] ?? '', lock[2] ?? '', line);
      return true;
    }
    const native = NATIVE_THREAD.exec(text);
    if (native !== null) {
      const nid = nativeId(native[1] ?? native[2]);
      if (!Number.isNaN(nid)) dump.rows.nid[dump.row] = nid;
    } else if (!REMARK.test(text)) return false;
    dump.rows.lastLine[dump.row] = line;
    return true;
  }

  #readLock(dump: DumpBuilder, phrase: string, identity: string, line: number): void {
    const { texts } = this.#session;
    const act = ACTS.get(phrase) ?? ACT_NOTE;
    dump.pushAct(act, act === ACT_NOTE ? 0 : texts.internText(identity), texts.internText(classOfIdentity(identity)), line);
    // A thread that spins for a thin lock is called active.
    if (act === ACT_WAITS_TO_ENTER) dump.rows.state[dump.row] = STATE_BLOCKED;
  }
}
