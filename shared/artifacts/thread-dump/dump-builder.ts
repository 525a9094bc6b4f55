import { message } from '../../base/message.ts';
import type { Diagnostic, ParsedArtifact } from '../../base/parsed.ts';
import { deriveLocks } from './derive-locks.ts';
import { findDeadlocks } from './find-deadlocks.ts';
import type { ActRows, ThreadRows } from './growing-rows.ts';
import { ACT_NOTE, FLAG_SYNCHRONIZERS_LISTED, type Dialect, type LockActs, type Symbols, type ThreadColumns, type ThreadDump } from './model.ts';
import type { PrintedDeadlock, ToldOwner } from './printed-deadlock.ts';
import { ROOT, type StackTrie } from './stack-trie.ts';

const MAX_DIAGNOSTICS = 200;
/** Beyond this a line of a diagnostic says more about the file than about the line. */
const SHOWN_LINE_LENGTH = 120;

/** What the dumps of a capture share while they are read. */
export interface DumpStore {
  readonly rows: ThreadRows;
  readonly acts: ActRows;
  readonly stacks: StackTrie;
}

interface UnknownLine {
  readonly line: number;
  readonly text: string;
}

/** One dump while it is being read. */
export class DumpBuilder {
  readonly rows: ThreadRows;
  readonly acts: ActRows;
  readonly printedDeadlocks: PrintedDeadlock[] = [];
  readonly #toldOwners: ToldOwner[] = [];
  readonly stacks: StackTrie;
  vm: string | null = null;
  capturedAt: string | null = null;
  tool: string | null = null;
  /** The JVM's last words (`JNI global refs`) were read: what follows may be another dump. */
  closed = false;
  synchronizersListed = false;
  /** The stack being read: its node in the trie and its frames so far. */
  node = ROOT;
  depth = 0;
  row = -1;
  readonly #firstLine: number;
  #lastLine: number;
  readonly #unknown: UnknownLine[] = [];
  readonly #notes: Diagnostic[] = [];
  #unknownLines = 0;
  /** Unknown lines since the last known one: they belong to the dump only if it goes on. */
  #pending: UnknownLine[] = [];
  #pendingLines = 0;
  /** Line after the last one of the stack being read; 0 outside a stack. */
  #nextStackLine = 0;

  #columns: { readonly threads: ThreadColumns; readonly acts: LockActs } | null = null;

  /** Another one when a later line tells more than the first ones did. */
  dialect: Dialect;

  constructor({ rows, acts, stacks }: DumpStore, dialect: Dialect, firstLine: number) {
    this.dialect = dialect;
    this.rows = rows;
    this.acts = acts;
    this.stacks = stacks;
    this.#firstLine = firstLine;
    this.#lastLine = firstLine;
  }

  /** Marks a line as understood. */
  known(line: number): void {
    this.#lastLine = line;
    if (this.#pendingLines === 0) return;
    for (const unknown of this.#pending) if (this.#unknown.length < MAX_DIAGNOSTICS) this.#unknown.push(unknown);
    this.#unknownLines += this.#pendingLines;
    this.#pending = [];
    this.#pendingLines = 0;
  }

  unknown(line: number, bytes: Uint8Array, from: number, to: number): void {
    this.#pendingLines += 1;
    if (this.#unknown.length + this.#pending.length >= MAX_DIAGNOSTICS) return;
    const shown = bytes.subarray(from, Math.min(to, from + SHOWN_LINE_LENGTH));
    this.#pending.push({ line, text: `${new TextDecoder().decode(shown)}${to - from > SHOWN_LINE_LENGTH ? '…' : ''}` });
  }

  /** A thread the JVM printed without a name: told, not listed. */
  unnamedThread(line: number): void {
    if (this.#notes.length < MAX_DIAGNOSTICS) this.#notes.push({ code: 'TD-UNNAMED-THREAD', severity: 'info', span: { first: line, last: line }, message: message('threadDump.diagnostic.unnamedThread') });
  }

  /** The dump names the owner of a lock where another thread waits for it. */
  tellOwner(told: ToldOwner): void {
    this.#toldOwners.push(told);
  }

  startThread(line: number): number {
    this.endStack();
    this.row = this.rows.add(line, this.acts.length);
    return this.row;
  }

  /** `lines` frames ending at `node`, the first of them on line `first`. */
  pushFrames(node: number, lines: number, first: number): void {
    if (first !== this.#nextStackLine) this.#noteGap(first);
    this.node = node;
    this.depth += lines;
    if (this.rows.stackLine[this.row] === 0) this.rows.stackLine[this.row] = first;
    this.#stackLineRead(first + lines - 1);
  }

  pushAct(act: number, object: number, className: number, line: number): void {
    if (line !== this.#nextStackLine) this.#noteGap(line);
    this.acts.push(act, this.depth, object, className, line);
    this.#stackLineRead(line);
  }

  /** Lines between two lines of a stack become notes: a frame's own line number is counted from the stack's first. */
  #noteGap(line: number): void {
    if (this.#nextStackLine === 0) return;
    for (let gap = this.#nextStackLine; gap < line; gap++) this.acts.push(ACT_NOTE, this.depth, 0, 0, gap);
  }

  #stackLineRead(line: number): void {
    if (this.rows.stackLine[this.row] === 0) this.rows.stackLine[this.row] = line;
    this.rows.lastLine[this.row] = line;
    this.#nextStackLine = line + 1;
  }

  endStack(): void {
    if (this.row < 0) return;
    this.rows.stack[this.row] = this.stacks.stackAt(this.node);
    this.node = ROOT;
    this.depth = 0;
    this.#nextStackLine = 0;
  }

  listSynchronizers(): void {
    this.synchronizersListed = true;
    this.#nextStackLine = 0;
    if (this.row >= 0) this.rows.flags[this.row] = (this.rows.flags[this.row] as number) | FLAG_SYNCHRONIZERS_LISTED;
  }

  /** No more rows come: frees the shared rows for the next dump. */
  close(): void {
    this.endStack();
    this.row = -1;
    const acts = this.acts.length;
    this.#columns ??= { threads: this.rows.freeze(acts), acts: this.acts.freeze() };
  }

  /** After `close`. */
  finish(symbols: Symbols): ParsedArtifact<ThreadDump> {
    if (this.#columns === null) this.close();
    const dump = { ...(this.#columns as unknown as { readonly threads: ThreadColumns; readonly acts: LockActs }), symbols, synchronizersListed: this.synchronizersListed };
    const locks = deriveLocks(dump, this.printedDeadlocks, this.#toldOwners);
    const model: ThreadDump = { dialect: this.dialect, vm: this.vm, ...dump, locks, deadlocks: findDeadlocks({ ...dump, locks }, this.printedDeadlocks) };
    return {
      model,
      capturedAt: this.capturedAt,
      tool: this.tool === 'jcmd' ? `jcmd Thread.print${this.synchronizersListed ? ' -l' : ''}` : this.tool,
      span: { first: this.#firstLine, last: this.#lastLine },
      unparsedLines: this.#unknownLines,
      diagnostics: this.#diagnostics(),
    };
  }

  #diagnostics(): readonly Diagnostic[] {
    const diagnostics: Diagnostic[] = this.#unknown.map(({ line, text }) => ({
      code: 'TD-UNKNOWN-LINE', severity: 'warning', span: { first: line, last: line }, message: message('threadDump.diagnostic.unknownLine', { text }),
    }));
    const more = this.#unknownLines - diagnostics.length;
    diagnostics.push(...this.#notes);
    if (more > 0) diagnostics.push({ code: 'TD-UNKNOWN-LINES', severity: 'warning', span: null, message: message('threadDump.diagnostic.moreUnknownLines', { count: more }) });
    return diagnostics;
  }
}
