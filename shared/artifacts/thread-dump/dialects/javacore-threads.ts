import { message } from '../../../base/message.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { javacoreFrame, readJavacoreHeader, stateOfLetters, type JavacoreHeader } from './javacore-thread.ts';
import type { JavacoreMonitors } from './javacore-monitors.ts';
import { ACT_LOCKED, ACT_PARKED_ON, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, FLAG_DAEMON, FLAG_VIRTUAL, STATE_BLOCKED } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

const JAVA_THREAD = /^\(java\/lang\/Thread getId:(0x[0-9A-F]+), isDaemon:(true|false)\)/i;
const NATIVE_ID = /native thread ID: ?(0x[0-9A-F]+)/i;
const VM_STATE = /vmstate:(\w+)/;
const CPU = /^CPU usage total: ([\d.]+) secs(?:.*current category="([^"]*)")?/;
const HEAP_ALLOCATED = /^Heap bytes allocated since last GC cycle=(\d+)/;
const BLOCK = /^(Blocked on|Waiting on|Parked on): (\S+)(?: Owned by: (.*))?$/;
const OWNER_NAME = /^"(.*)" \(/;
const ENTERED = /^\(entered lock: (\S+), entry count: \d+\)$/;
const VIRTUAL_NAME = /^"(.*)"/;
const BLOCK_ACTS = new Map([['Blocked on', ACT_WAITS_TO_ENTER], ['Waiting on', ACT_WAITS_IN_WAIT_SET], ['Parked on', ACT_PARKED_ON]]);
/** Lines held of the thread that is told apart, until it is known whether it is told again. */
const MAX_HELD = 20_000;

interface TaggedLine {
  readonly tag: string;
  readonly text: string;
  readonly line: number;
}

/** Reads the thread section of a javacore. */
export class JavacoreThreads {
  readonly #session: DumpSession;
  readonly #dump: DumpBuilder;
  readonly #monitors: JavacoreMonitors;
  /** The thread of `1XMCURTHDINFO`: some versions list it among all threads too. */
  #held: TaggedLine[] | null = null;
  #heldKey: string | null = null;
  #header: JavacoreHeader | null = null;
  #javaFrames = false;
  #anonymous = 0;
  #anonymousLine = 0;
  /** Identities of the locks that the thread's own lines speak of. */
  #spokenOf = new Set<string>();

  constructor(session: DumpSession, dump: DumpBuilder, monitors: JavacoreMonitors) {
    this.#session = session;
    this.#dump = dump;
    this.#monitors = monitors;
  }

  read(tag: string, text: string, line: number): void {
    if (tag === '1XMCURTHDINFO') this.#held = [];
    else if (tag === '1XMTHDINFO') {
      const header = this.#held?.find((held) => held.tag === '3XMTHREADINFO');
      this.#heldKey = header === undefined ? null : (readJavacoreHeader(header.text)?.keys.at(-1) ?? null);
      this.#heldLines = this.#held ?? [];
      this.#held = null;
    } else if (tag === '1XMTHDSUMMARY') this.end();
    else if (this.#held === null) this.#readThreadLine(tag, text, line);
    else if (this.#held.length < MAX_HELD) this.#held.push({ tag, text, line });
  }

  #heldLines: readonly TaggedLine[] = [];

  /** The section ends. A thread told apart and not among all threads comes last. */
  end(): void {
    this.#endThread();
    const held = this.#held ?? this.#heldLines;
    this.#held = null;
    this.#heldLines = [];
    this.#heldKey = null;
    for (const { tag, text, line } of held) this.#readThreadLine(tag, text, line);
    this.#endThread();
    if (this.#anonymous > 0) {
      const span = { first: this.#anonymousLine, last: this.#anonymousLine };
      this.#dump.note({ code: 'TD-ANONYMOUS-THREADS', severity: 'info', span, message: message('threadDump.diagnostic.anonymousThreads', { count: this.#anonymous }) });
    }
    this.#anonymous = 0;
  }

  #readThreadLine(tag: string, text: string, line: number): void {
    if (tag === '3XMTHREADINFO' || tag === '3XMVTHDINFO') this.#startThread(tag, text, line);
    else if (this.#dump.row >= 0 && this.#header !== null) this.#readDetail(tag, text, line);
  }

  #startThread(tag: string, text: string, line: number): void {
    this.#endThread();
    const virtualName = tag === '3XMVTHDINFO' ? (VIRTUAL_NAME.exec(text)?.[1] ?? '') : null;
    const header = virtualName === null ? readJavacoreHeader(text) : { name: virtualName, keys: [], letters: '', priority: Number.NaN, nid: Number.NaN };
    if (header === null) {
      this.#anonymous += 1;
      if (this.#anonymous === 1) this.#anonymousLine = line;
      return;
    }
    if (this.#heldKey !== null && header.keys.at(-1) === this.#heldKey) this.#heldLines = [];
    const { rows } = this.#dump;
    const row = this.#dump.startThread(line);
    const { texts } = this.#session;
    rows.name[row] = texts.internText(header.name);
    rows.state[row] = stateOfLetters(header.letters);
    rows.headerState[row] = texts.internText(header.letters);
    rows.priority[row] = header.priority;
    rows.nid[row] = header.nid;
    rows.flags[row] = virtualName === null ? 0 : FLAG_VIRTUAL;
    this.#header = header;
    this.#javaFrames = false;
    this.#spokenOf = new Set();
  }

  /** What the monitor section says of the thread and its own lines do not. */
  #endThread(): void {
    const header = this.#header;
    this.#header = null;
    if (header === null) return;
    const { texts } = this.#session;
    for (const { act, identity, className, line } of header.keys.flatMap((key) => this.#monitors.actsOf(key))) {
      if (this.#spokenOf.has(`${act} ${identity}`)) continue;
      this.#dump.acts.push(act, this.#dump.depth, texts.internText(identity), texts.internText(className), line);
      if (act === ACT_WAITS_TO_ENTER) this.#dump.rows.state[this.#dump.row] = STATE_BLOCKED;
    }
    this.#dump.endStack();
    this.#dump.row = -1;
  }

  #readDetail(tag: string, text: string, line: number): void {
    if (tag === '4XESTACKTRACE' || tag === '4XENATIVESTACK') this.#readFrame(tag, text, line);
    else if (tag === '5XESTACKTRACE') {
      const entered = ENTERED.exec(text)?.[1];
      if (entered !== undefined) this.#pushAct(ACT_LOCKED, entered, line);
    } else if (tag === '3XMTHREADBLOCK') this.#readBlock(text, line);
    else this.#readFacts(text);
    const { rows, row } = this.#dump;
    rows.lastLine[row] = Math.max(rows.lastLine[row] ?? 0, line);
  }

  /** Native frames are kept where the thread has no Java frames: below them they would tell equal stacks apart by addresses. */
  #readFrame(tag: string, text: string, line: number): void {
    const isNative = tag === '4XENATIVESTACK';
    const frame = isNative ? text : javacoreFrame(text);
    if (frame === null || frame === '' || (isNative && this.#javaFrames)) return;
    if (!isNative) this.#javaFrames = true;
    this.#session.pushFrame(frame, line);
  }

  #readFacts(text: string): void {
    const { rows, row } = this.#dump;
    const java = JAVA_THREAD.exec(text);
    if (java !== null) {
      rows.javaId[row] = Number(java[1]);
      if (java[2] === 'true') rows.flags[row] = (rows.flags[row] ?? 0) | FLAG_DAEMON;
      return;
    }
    const cpu = CPU.exec(text);
    if (cpu !== null) rows.cpuMs[row] = Math.round(Number(cpu[1]) * 1e6) / 1e3;
    const nid = NATIVE_ID.exec(text)?.[1];
    if (nid !== undefined) rows.nid[row] = Number(nid);
    this.#addExtra('vmstate', VM_STATE.exec(text)?.[1]);
    this.#addExtra('category', cpu?.[2]);
    this.#addExtra('heap_allocated', HEAP_ALLOCATED.exec(text)?.[1]);
  }

  #addExtra(field: string, value: string | undefined): void {
    if (value === undefined || value === '') return;
    this.#dump.addExtra(`${field}=${value}`, this.#session.texts);
  }

  #readBlock(text: string, line: number): void {
    const block = BLOCK.exec(text);
    const act = BLOCK_ACTS.get(block?.[1] ?? '');
    if (block === null || act === undefined) return;
    const identity = block[2] ?? '';
    this.#pushAct(act, identity, line);
    const owner = OWNER_NAME.exec(block[3] ?? '')?.[1];
    const { texts } = this.#session;
    if (owner !== undefined) this.#dump.tellOwner({ isSynchronizer: act === ACT_PARKED_ON, object: texts.internText(identity), ownerName: texts.internText(owner), ownerJavaId: Number.NaN, line });
  }

  #pushAct(act: number, identity: string, line: number): void {
    const { texts } = this.#session;
    this.#spokenOf.add(`${act} ${identity}`);
    this.#dump.pushAct(act, texts.internText(identity), texts.internText(classOfIdentity(identity)), line);
  }
}
