import { message } from '../../../base/message.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { withModuleInParentheses } from './frame-text.ts';
import { JsonNode, type JsonScalar } from './json-node.ts';
import { JsonScanner, type JsonEvents } from './json-scanner.ts';
import type { JsonTextCache } from './json-text-cache.ts';
import { readFrameObject, readJdkThread, readThreadInfo, type JsonAct, type JsonThread } from './json-thread.ts';
import { ACT_NOTE, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, FLAG_ACTS_BY_DEPTH, FLAG_DAEMON, FLAG_SYNCHRONIZERS_LISTED, FLAG_VIRTUAL } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

/** Keys that only a thread dump has: with one of them a document is taken for one. */
const TELLING_KEYS = new Set(['threadDump', 'threadContainers', 'threadState']);
/** A document is given up that shows none of them so far, or nests so deep before. */
const MAX_UNTOLD_BYTES = 1 << 16;
const MAX_UNTOLD_DEPTH = 6;
/** What is kept between two threads; more of a hostile document is passed over. */
const MAX_KEPT = 200_000;

/** What all documents of a capture share. */
export interface JsonContext {
  readonly session: DumpSession;
  readonly texts: JsonTextCache;
  /** Called before a document begins a dump: another reader may be in the middle of one. */
  beforeDump(): void;
}

/** Reads thread dumps written as JSON while their bytes come: one thread is held at a time. */
export class JsonDump implements JsonEvents {
  readonly #context: JsonContext;
  readonly #session: DumpSession;
  readonly firstLine: number;
  readonly #scanner: JsonScanner;
  readonly #nodes: JsonNode[] = [];
  #key = '';
  #kept = 0;
  readonly #frameIds = new Map<string, number>();
  /** Last line of the thread read last. */
  #lastLine = 0;
  #untoldBytes = 0;
  #dump: DumpBuilder | null = null;
  #isJdk = false;
  /** A telling key was read: the document is a thread dump. */
  isTold = false;

  constructor(context: JsonContext, line: number) {
    this.#context = context;
    this.#session = context.session;
    this.firstLine = line;
    this.#scanner = new JsonScanner(this, context.texts, line);
  }

  get status(): 'open' | 'done' | 'broken' {
    return this.#scanner.status;
  }

  /** Line of the next byte. */
  get line(): number {
    return this.#scanner.line;
  }

  /** Reads on; returns where it stopped. A document that is not told to be a thread dump in its first part is broken. */
  push(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (!this.isTold && at < to && this.status === 'open') {
      // A little at a time, so that it is known soon after the telling key.
      const end = Math.min(to, at + 256);
      const stopped = this.#scanner.push(bytes, at, end);
      this.#untoldBytes += stopped - at;
      at = stopped;
      if (!this.isTold && (this.#untoldBytes > MAX_UNTOLD_BYTES || this.#scanner.depth > MAX_UNTOLD_DEPTH)) this.#scanner.status = 'broken';
    }
    return this.isTold ? this.#scanner.push(bytes, at, to) : at;
  }

  /** After the document, or where it breaks off. */
  end(): void {
    if (!this.isTold) return;
    if (this.#dump === null && this.#isJdk) this.#startDump();
    const dump = this.#dump;
    if (dump === null) return;
    dump.endStack();
    dump.row = -1;
    const isWhole = this.status === 'done';
    const line = Math.max(this.#lastLine, this.firstLine, isWhole ? this.line : this.line - 1);
    dump.known(line);
    if (!isWhole) dump.note({ code: 'TD-JSON-CUT', severity: 'warning', span: { first: line, last: line }, message: message('threadDump.diagnostic.jsonCut', { count: dump.rows.count }) });
    this.#dump = null;
  }

  open(isArray: boolean, line: number): void {
    this.#nodes.push(new JsonNode(isArray, this.#keyHere(), line));
    this.#key = '';
  }

  close(line: number): void {
    const node = this.#nodes.pop();
    const parent = this.#nodes.at(-1);
    if (node === undefined) return;
    if (parent?.isStack === true) this.#addFrame(parent, readFrameObject(node), node.line);
    else if (isJdkThread(node)) this.#readThread(node, readJdkThread(node), line);
    else if (isThreadInfo(node)) this.#readThread(node, readThreadInfo(node, this.#topFrame(node)), line);
    else {
      if (node.key === 'threadDump' || parent === undefined) this.#readHead(node);
      this.#keep(parent, node);
    }
  }

  key(key: string): void {
    this.#key = key;
    if (TELLING_KEYS.has(key)) this.isTold = true;
    if (key === 'threadContainers') this.#isJdk = true;
  }

  value(value: JsonScalar, line: number): void {
    const node = this.#nodes.at(-1);
    if (node === undefined) return;
    if (node.isStack && typeof value === 'string') this.#addFrame(node, withModuleInParentheses(value), line);
    else if (this.#kept < MAX_KEPT && node.addScalar(this.#key, value, line)) this.#kept += 1;
  }

  #keyHere(): string {
    return this.#nodes.at(-1)?.isArray === false ? this.#key : '';
  }

  #keep(parent: JsonNode | undefined, node: JsonNode): void {
    if (parent !== undefined && this.#kept < MAX_KEPT && parent.addChild(node)) this.#kept += 1;
  }

  #addFrame(stack: JsonNode, frame: string, line: number): void {
    let id = this.#frameIds.get(frame);
    if (id === undefined) {
      id = this.#session.texts.internText(frame);
      if (this.#frameIds.size < MAX_KEPT) this.#frameIds.set(frame, id);
    }
    stack.addFrame(id, line);
  }

  #topFrame(node: JsonNode): string {
    const top = node.child('stackTrace')?.frames?.[0] ?? 0;
    return top === 0 ? '' : this.#session.texts.textOf(top);
  }

  #startDump(): DumpBuilder {
    this.#context.beforeDump();
    this.#dump = this.#session.start(this.#isJdk ? 'hotspot-json' : 'jmx', this.firstLine);
    if (this.#isJdk) this.#dump.tool = 'Thread.dump_to_file';
    for (const node of this.#nodes) this.#readHead(node);
    return this.#dump;
  }

  /** What stands beside the threads: before them in every version seen, after them in none. */
  #readHead(node: JsonNode): void {
    const dump = this.#dump;
    if (dump === null || !this.#isJdk) return;
    dump.capturedAt ??= node.text('time');
    dump.vm ??= node.text('runtimeVersion');
  }

  #readThread(node: JsonNode, thread: JsonThread, lastLine: number): void {
    const dump = this.#dump ?? this.#startDump();
    const { texts } = this.#session;
    const { rows } = dump;
    const row = dump.startThread(node.line);
    rows.name[row] = texts.internText(thread.name);
    rows.javaId[row] = thread.javaId;
    rows.priority[row] = thread.priority;
    rows.state[row] = thread.state;
    rows.flags[row] = FLAG_ACTS_BY_DEPTH | (thread.isDaemon ? FLAG_DAEMON : 0) | (thread.isVirtual ? FLAG_VIRTUAL : 0) | (thread.listsSynchronizers ? FLAG_SYNCHRONIZERS_LISTED : 0);
    rows.extra[row] = texts.internText([thread.extra, ...this.#container()].filter((part) => part !== '').join(' '));
    rows.activity[row] = texts.internText(thread.activity);
    if (thread.listsSynchronizers) dump.synchronizersListed = true;
    this.#writeStack(dump, node.child('stack') ?? node.child('stackTrace'), thread.acts);
    rows.lastLine[row] = lastLine;
    const { owner } = thread;
    if (owner !== null) {
      const isSynchronizer = thread.acts.some(({ act, identity }) => act === ACT_PARKED_ON && identity === owner.identity);
      dump.tellOwner({ isSynchronizer, object: texts.internText(owner.identity), ownerName: texts.internText(owner.name ?? ''), ownerJavaId: owner.javaId, line: node.line });
    }
    dump.known(lastLine);
    this.#lastLine = lastLine;
    this.#kept = 0;
  }

  /** The thread container around a thread of `Thread.dump_to_file`, unless it is the root. */
  #container(): readonly string[] {
    const name = this.#nodes.findLast((node) => node.has('container'))?.text('container') ?? '<root>';
    return name === '<root>' ? [] : [`container=${name.replace(/\s+/g, '_')}`];
  }

  /** Acts in the order of their depth; notes tell the line of each frame that is not on the line after the one above. */
  #writeStack(dump: DumpBuilder, stack: JsonNode | null, acts: readonly JsonAct[]): void {
    const { texts, store } = this.#session;
    const frames = stack?.frames ?? [];
    const sorted = acts.map((act) => ({ ...act, depth: Math.min(act.depth, frames.length) })).toSorted((a, b) => a.depth - b.depth);
    let next = 0;
    const pushActs = (depth: number): void => {
      for (let act = sorted[next]; act !== undefined && act.depth <= depth; act = sorted[++next]) {
        dump.acts.push(act.act, act.depth, texts.internText(act.identity), texts.internText(classOfIdentity(act.identity)), act.line);
      }
    };
    let line = stack?.frameLines?.[0] ?? 0;
    dump.rows.stackLine[dump.row] = line;
    for (const [depth, frame] of frames.entries()) {
      pushActs(depth);
      const at = stack?.frameLines?.[depth] ?? line;
      if (at !== line) dump.acts.push(ACT_NOTE, depth, 0, 0, at);
      line = at + 1;
      dump.node = store.stacks.child(dump.node, frame);
    }
    pushActs(frames.length);
    dump.depth = frames.length;
    if (dump.rows.stackLine[dump.row] === 0 && sorted.some(({ act }) => act !== ACT_OWNS_SYNCHRONIZER)) dump.rows.stackLine[dump.row] = sorted[0]?.line ?? 0;
  }
}

function isJdkThread(node: JsonNode): boolean {
  return node.has('tid') && (node.has('stack') || node.has('name'));
}

function isThreadInfo(node: JsonNode): boolean {
  return node.has('threadState') && (node.has('threadName') || node.has('threadId'));
}
