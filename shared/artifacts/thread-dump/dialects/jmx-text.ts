import { message } from '../../../base/message.ts';
import type { DialectReader } from './dialect-reader.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpLine } from '../building/dump-line.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { withModuleInParentheses } from './frame-text.ts';
import { readJmxHeader, readJmxLock, type JmxHeader, type JmxLock } from './jmx-header.ts';
import { ACT_LOCKED, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, FLAG_DAEMON, STATE_BLOCKED } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';
import { readStateLine } from './thread-state-line.ts';

const FRAME = /^at (\S[^(]*\([^()]*\))$/;
/** JConsole prints frames without `at`, two spaces or none before them. */
const BARE_FRAME = /^([\w$./@-]+\.[\w$<>]+\([^()]*\))$/;
const SYNCHRONIZERS = /^(?:Number of locked synchronizers = \d+|Locked ownable synchronizers:|Locked synchronizers: count = \d+)$/;
const REMARK = /^(?:\.\.\.|- None|Stack trace:?|Blocked: .*|Waited: .*|Total blocked: .*)$/;
const PARK = /(?:^|\.)(?:Unsafe|LockSupport|VirtualThread)\.park/;

/** Reads threads as `ThreadInfo` tells them: ThreadInfo.toString, VisualVM, JConsole, Spring's and other servers' text forms. */
export class JmxTextReader implements DialectReader {
  readonly #session: DumpSession;
  #dump: DumpBuilder | null = null;
  #header: JmxHeader | null = null;
  #headerLine = 0;
  #inSynchronizers = false;
  #actsOfThread = 0;
  #topFrame = '';
  /** Stacks that end in `...`: ThreadInfo.toString prints eight frames. */
  #cutStacks = 0;
  #firstCutLine = 0;

  constructor(session: DumpSession) {
    this.#session = session;
  }

  begins(line: DumpLine): boolean {
    return line.start === line.from && readJmxHeader(line.text) !== null;
  }

  read(line: DumpLine): boolean {
    if (line.isBlank) return false;
    const header = line.start === line.from ? readJmxHeader(line.text) : null;
    if (header !== null) return this.#startThread(header, line.line);
    const dump = this.#dump;
    if (dump === null || dump.closed || this.#header === null) return false;
    const text = line.text.trim();
    return this.#readFrame(dump, text, line) || this.#readLock(dump, text, line.line) || this.#readRemark(dump, text, line.line);
  }

  end(): void {
    this.#endThread();
    if (this.#cutStacks > 0) {
      const span = { first: this.#firstCutLine, last: this.#firstCutLine };
      this.#dump?.note({ code: 'TD-STACK-CUT', severity: 'info', span, message: message('threadDump.diagnostic.stackCut', { count: this.#cutStacks }) });
    }
    this.#cutStacks = 0;
    this.#dump = null;
  }

  #startThread(header: JmxHeader, line: number): boolean {
    this.#endThread();
    const { texts } = this.#session;
    this.#dump ??= this.#session.startOrAdopt('jmx', line);
    const { rows } = this.#dump;
    const row = this.#dump.startThread(line);
    rows.name[row] = texts.internText(header.name);
    rows.javaId[row] = header.javaId;
    rows.priority[row] = header.priority;
    rows.flags[row] = header.isDaemon ? FLAG_DAEMON : 0;
    rows.state[row] = header.state;
    rows.extra[row] = texts.internText(header.extra);
    this.#header = header;
    this.#headerLine = line;
    this.#inSynchronizers = false;
    this.#actsOfThread = 0;
    this.#topFrame = '';
    return true;
  }

  /** What the header says of a lock counts where no line of the stack says it. */
  #endThread(): void {
    const header = this.#header;
    const dump = this.#dump;
    this.#header = null;
    if (header === null || dump === null) return;
    const { lock } = header;
    if (lock !== null) {
      const { texts } = this.#session;
      const act = this.#waitAct(dump);
      const object = texts.internText(lock.identity);
      if (this.#actsOfThread === 0) dump.acts.push(act, 0, object, texts.internText(lock.className), this.#headerLine);
      this.#tellOwner(dump, act, object, lock, this.#headerLine);
    }
    dump.endStack();
    dump.row = -1;
  }

  /** ThreadInfo has one word for all waits: state and top frame tell them apart. */
  #waitAct(dump: DumpBuilder): number {
    if (dump.rows.state[dump.row] === STATE_BLOCKED) return ACT_WAITS_TO_ENTER;
    return PARK.test(this.#topFrame) ? ACT_PARKED_ON : ACT_WAITS_IN_WAIT_SET;
  }

  #readFrame(dump: DumpBuilder, text: string, line: DumpLine): boolean {
    const frame = FRAME.exec(text)?.[1] ?? (line.start > line.from || this.#header?.isJconsole === true ? BARE_FRAME.exec(text)?.[1] : undefined);
    if (frame === undefined || dump.row < 0) return false;
    if (dump.depth === 0) this.#topFrame = frame.replace(/\(.*$/s, '');
    this.#session.pushFrame(withModuleInParentheses(frame), line.line);
    return true;
  }

  #readLock(dump: DumpBuilder, text: string, line: number): boolean {
    const lock = readJmxLock(text, this.#inSynchronizers);
    if (lock === null) return false;
    const { texts } = this.#session;
    const act = this.#actOf(dump, lock);
    const object = texts.internText(lock.identity);
    dump.pushAct(act, object, texts.internText(lock.className), line);
    if (act !== ACT_LOCKED && act !== ACT_OWNS_SYNCHRONIZER) {
      this.#actsOfThread += 1;
      this.#tellOwner(dump, act, object, lock, line);
    }
    return true;
  }

  #actOf(dump: DumpBuilder, lock: JmxLock): number {
    switch (lock.phrase) {
      case 'locked':
        return this.#inSynchronizers ? ACT_OWNS_SYNCHRONIZER : ACT_LOCKED;
      case 'blocked on':
      case 'waiting to lock':
        return ACT_WAITS_TO_ENTER;
      case 'parking to wait for':
        return ACT_PARKED_ON;
      default:
        return this.#waitAct(dump);
    }
  }

  #tellOwner(dump: DumpBuilder, act: number, object: number, { ownerName, ownerJavaId }: JmxLock, line: number): void {
    if (ownerName === null || object === 0) return;
    dump.tellOwner({ isSynchronizer: act === ACT_PARKED_ON, object, ownerName: this.#session.texts.internText(ownerName), ownerJavaId, line });
  }

  #readRemark(dump: DumpBuilder, text: string, line: number): boolean {
    const { rows, row } = dump;
    const state = readStateLine(text) ?? (this.#header?.isJconsole === true ? readStateLine(text.replace(/^State:/, 'java.lang.Thread.State:')) : null);
    if (state !== null) {
      rows.state[row] = state.state;
      rows.stateDetail[row] = this.#session.texts.internText(state.detail);
      const on = / on (\S+?)(?: owned by: (.*))?$/.exec(text);
      if (this.#header !== null && text.startsWith('State:') && on !== null) {
        const identity = on[1] ?? '';
        this.#header = { ...this.#header, lock: { phrase: 'waiting on', identity, className: classOfIdentity(identity), ownerName: on[2] ?? null, ownerJavaId: Number.NaN } };
      }
    } else if (SYNCHRONIZERS.test(text)) {
      dump.listSynchronizers();
      this.#inSynchronizers = true;
    } else if (!REMARK.test(text)) return false;
    if (text === '...') {
      this.#cutStacks += 1;
      if (this.#cutStacks === 1) this.#firstCutLine = line;
    }
    rows.lastLine[row] = line;
    return true;
  }
}
