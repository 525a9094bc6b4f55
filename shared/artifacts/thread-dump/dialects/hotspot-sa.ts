import type { DialectReader } from './dialect-reader.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpLine } from '../building/dump-line.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { findNameEnd, readHeaderFields } from './hotspot-header.ts';
import { readLockLine, type LockLine } from './hotspot-lock-line.ts';
import { SaDeadlockReport } from './hotspot-sa-deadlock.ts';
import { ACT_OWNS_SYNCHRONIZER, ACT_WAITS_FOR_CLASS_INIT } from '../model.ts';
import { readStateLine } from './thread-state-line.ts';

const PROLOGUE = /^(?:Attaching to (?:process ID|core|remote server) .*|Debugger attached successfully\.|(?:Server|Client|Core) compiler detected\.|Deadlock Detection:|No deadlocks found\.|Found a total of \d+ deadlocks?\.|=+)$/;
const ATTACHING = /^Attaching to (?:process ID|core|remote server) /;
const VERSION = /^JVM version is (.*)$/;
const DEADLOCK = /^Found one Java-level deadlock:$/;
/** `jstack -F` of JDK 5 to 8 knows no names. */
const NAMELESS = /^(Thread (?:t@)?(\d+)): \(state = (\w+)\)$/;
/** One block of `-m` for each thread of the process, Java's or not. */
const MIXED = /^-{17} (\d+) -{17}$/;
const AFTER_METHOD = /^ @bci=-?\d+(?:, line=\d+)?/;
const NATIVE_FRAME = /^0x[0-9a-f]+\s+(?:\* )?(\S.*)$/;
const SYNCHRONIZERS = /^Locked ownable synchronizers:$/;
const SYNCHRONIZER = /^- <(\w+)>, \(a ([^)]*)\)$/;
const VM_STATE = /^JavaThread state: (\w+)$/;
const BEGINS = [/^Attaching to (?:process ID \d|core |remote server )/, /^Debugger attached successfully\.$/, /^Deadlock Detection:$/, NAMELESS, MIXED];
const SA_FRAME = /^\s*- \S.* @bci=-?\d/;
const QUOTE = 34;

/** Reads what the serviceability agent writes: `jstack -F`, `jhsdb jstack`, and `-m` with native frames. */
export class HotspotSaReader implements DialectReader {
  readonly #session: DumpSession;
  readonly #lock: LockLine = { act: 0, object: 0, className: 0 };
  #dump: DumpBuilder | null = null;
  #report: SaDeadlockReport | null = null;
  /** A block of `-m` began and its header, if it has one, was not read yet. */
  #inBlockHead = false;

  constructor(session: DumpSession) {
    this.#session = session;
  }

  begins(line: DumpLine): boolean {
    const { text } = line;
    if (this.#session.dump?.closed === false && this.#session.dump.row >= 0 && SA_FRAME.test(text)) return true;
    return line.start === line.from && BEGINS.some((pattern) => pattern.test(text));
  }

  read(line: DumpLine): boolean {
    if (line.isBlank) return false;
    const text = line.text.trim();
    const dump = this.#dump;
    if (dump === null || (ATTACHING.test(text) && dump.rows.count > 0)) {
      this.#dump = dump === null && SA_FRAME.test(line.text) ? this.#session.dump : this.#session.startOrAdopt('hotspot-sa', line.line);
      if (this.#dump === null) return false;
      this.#dump.dialect = 'hotspot-sa';
      this.#dump.tool ??= 'jstack -F';
      this.#report = null;
    }
    return this.#readHeader(line, text) || this.#readStackLine(line, text) || this.#readPrologue(text, line.line);
  }

  end(): void {
    this.#dump = null;
    this.#report = null;
  }

  #readPrologue(text: string, line: number): boolean {
    const dump = this.#dump;
    if (dump === null) return false;
    const version = VERSION.exec(text)?.[1];
    if (version !== undefined) dump.vm ??= version;
    if (DEADLOCK.test(text)) {
      this.#report = new SaDeadlockReport(this.#session.texts, line);
      dump.printedDeadlocks.push(this.#report.deadlock);
    } else if (PROLOGUE.test(text)) {
      if (!text.startsWith('=')) this.#report = null;
    } else return version !== undefined || this.#report?.read(text, line) === true;
    return true;
  }

  #readHeader(line: DumpLine, text: string): boolean {
    const dump = this.#dump;
    if (dump === null || line.start !== line.from) return false;
    const { texts } = this.#session;
    const block = MIXED.exec(text)?.[1];
    const nameless = NAMELESS.exec(text);
    if (block !== undefined || nameless !== null) {
      const row = dump.startThread(line.line);
      dump.rows.name[row] = texts.internText(nameless?.[1] ?? `Thread ${block ?? ''}`);
      dump.rows.nid[row] = Number(nameless?.[2] ?? block);
      if (nameless !== null) dump.rows.headerState[row] = texts.internText(nameless[3] ?? '');
      else dump.tool = 'jhsdb jstack --mixed';
      this.#inBlockHead = nameless === null;
      return true;
    }
    if (line.bytes[line.from] !== QUOTE) return false;
    const { bytes, view, from, to } = line;
    const nameEnd = findNameEnd(bytes, view, from + 1, to);
    if (nameEnd < 0) return false;
    const row = this.#inBlockHead ? dump.row : dump.startThread(line.line);
    if (!this.#inBlockHead) dump.tool = 'jhsdb jstack';
    this.#inBlockHead = false;
    this.#report = null;
    dump.rows.name[row] = texts.intern(bytes, view, from + 1, nameEnd);
    readHeaderFields(bytes, view, nameEnd + 1, to, dump.rows, row, texts);
    dump.rows.lastLine[row] = line.line;
    return true;
  }

  #readStackLine(line: DumpLine, text: string): boolean {
    const dump = this.#dump;
    if (dump === null || dump.row < 0) return false;
    const frame = javaFrame(text) ?? NATIVE_FRAME.exec(text)?.[1];
    if (frame !== undefined) {
      this.#inBlockHead = false;
      this.#session.pushFrame(frame, line.line);
      return true;
    }
    if (this.#readSynchronizers(text, line.line)) return true;
    if (text.startsWith('- ')) {
      const { bytes, view, start, to } = line;
      if (!readLockLine(bytes, view, start + 2, to, this.#session.texts, this.#lock)) return false;
      const { act, object, className } = this.#lock;
      if (act >= 0) dump.pushAct(act, object, act === ACT_WAITS_FOR_CLASS_INIT ? 0 : className, line.line);
      return true;
    }
    return this.#readState(dump, text, line.line);
  }

  #readSynchronizers(text: string, line: number): boolean {
    const dump = this.#dump;
    const synchronizer = SYNCHRONIZER.exec(text);
    if (synchronizer === null) {
      if (!SYNCHRONIZERS.test(text)) return false;
      dump?.listSynchronizers();
      return true;
    }
    const { texts } = this.#session;
    dump?.pushAct(ACT_OWNS_SYNCHRONIZER, texts.internText(synchronizer[1] ?? ''), texts.internText((synchronizer[2] ?? '').replaceAll('/', '.')), line);
    return true;
  }

  #readState(dump: DumpBuilder, text: string, line: number): boolean {
    const { rows, row } = dump;
    const state = readStateLine(text);
    if (state !== null) {
      rows.state[row] = state.state;
      rows.stateDetail[row] = this.#session.texts.internText(state.detail);
    } else {
      const vmState = VM_STATE.exec(text)?.[1];
      if (vmState === undefined) return false;
      rows.extra[row] = this.#session.texts.internText(`vm_state=${vmState}`);
    }
    rows.lastLine[row] = line;
    return true;
  }
}

/** `- java.lang.Thread.sleep(long) @bci=25, line=540 (Interpreted frame)` without how the frame runs. */
function javaFrame(text: string): string | undefined {
  const method = text.startsWith('- ') ? text.indexOf(' @bci=') : -1;
  if (method < 0) return undefined;
  const where = AFTER_METHOD.exec(text.slice(method))?.[0];
  return where === undefined ? undefined : text.slice(2, method) + where;
}
