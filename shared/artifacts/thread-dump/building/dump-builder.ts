import { message } from '../../../base/message.ts';
import type { Diagnostic, ParsedArtifact } from '../../../base/parsed.ts';
import { deriveLocks } from './derive-locks.ts';
import { findDeadlocks } from './find-deadlocks.ts';
import type { ActRows, ThreadRows } from './growing-rows.ts';
import { ACT_NOTE, FLAG_SYNCHRONIZERS_LISTED, type Dialect, type LockActs, type Symbols, type ThreadColumns, type ThreadDump } from '../model.ts';
import type { PrintedDeadlock, ToldOwner } from '../dialects/printed-deadlock.ts';
import { ROOT, type StackTrie } from './stack-trie.ts';
import { textOf } from './text-pool.ts';
import { UNPARSED_UNKNOWN, UnparsedLinesBuilder, type UnparsedLines } from './unparsed-lines.ts';
import type { TextInterner } from './text-interner.ts';

const MAX_DIAGNOSTICS = 200;
/** Beyond this a line of a diagnostic says more about the file than about the line. */
const SHOWN_LINE_LENGTH = 120;

/** What the dumps of a capture share while they are read. */
export interface DumpStore {
  readonly rows: ThreadRows;
  readonly acts: ActRows;
  readonly stacks: StackTrie;
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
  get closed(): boolean {
    return this.closings > 0;
  }

  set closed(isClosed: boolean) {
    if (isClosed) this.closings += 1;
  }

  /** How often those last words came. */
  closings = 0;
  synchronizersListed = false;
  /** The stack being read: its node in the trie and its frames so far. */
  node = ROOT;
  depth = 0;
  row = -1;
  readonly #firstLine: number;
  #lastLine: number;
  #hasPending = false;
  readonly #unparsed = new UnparsedLinesBuilder();
  readonly #notes: Diagnostic[] = [];
  /** What `addExtra` collected for the row it last wrote to. */
  #extra = '';
  #extraRow = -1;
  /** Line after the last one of the stack being read; 0 outside a stack. */
  #nextStackLine = 0;

  #lines: UnparsedLines | null = null;
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

  /** Last line understood so far. */
  get lastLine(): number {
    return this.#lastLine;
  }

  /** Marks a line as understood. */
  known(line: number): void {
    this.#lastLine = line;
    if (this.#hasPending) {
      this.#unparsed.keepPending();
      this.#hasPending = false;
    }
  }

  /** After `close`. Lines from here on were taken for this dump's while a line break hid that they begin the next one; those of its threads stay its own. */
  endBefore(line: number): void {
    if (line > this.#lastLine) return;
    const lastOfThreads = this.#columns?.threads.lastLine.reduce((last, one) => Math.max(last, one), 0) ?? 0;
    this.#lastLine = Math.min(this.#lastLine, Math.max(this.#firstLine, line - 1, lastOfThreads));
  }

  /** `because` is one of the UNPARSED_ codes. */
  unknown(line: number, bytes: Uint8Array, from: number, to: number, because: number = UNPARSED_UNKNOWN): void {
    this.#hasPending = true;
    this.#unparsed.add(line, bytes, from, to, because);
  }

  /** A thread the JVM printed without a name: told, not listed. */
  unnamedThread(line: number): void {
    this.note({ code: 'TD-UNNAMED-THREAD', severity: 'info', span: { first: line, last: line }, message: message('threadDump.diagnostic.unnamedThread') });
  }

  /** The dump names the owner of a lock where another thread waits for it. */
  tellOwner(told: ToldOwner): void {
    this.#toldOwners.push(told);
  }

  /** The lines of two JVMs stand between each other here. */
  tellAmbiguous(): void {
    const span = { first: this.#firstLine, last: this.#lastLine };
    this.note({ code: 'TD-AMBIGUOUS-LINES', severity: 'warning', span, message: message('threadDump.diagnostic.ambiguousLines', { count: span.last - span.first + 1 }) });
  }

  /** Something to be told of the dump as a whole. */
  note(diagnostic: Diagnostic): void {
    if (this.#notes.length < MAX_DIAGNOSTICS) this.#notes.push(diagnostic);
  }

  /** `field=value` for the thread being read: a field without a column. */
  addExtra(field: string, texts: TextInterner): void {
    const extra = this.#extraRow === this.row ? `${this.#extra} ${field}` : field;
    this.#extraRow = this.row;
    this.#extra = extra;
    this.rows.extra[this.row] = texts.internText(extra);
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
    this.#lines ??= this.#unparsed.freeze();
    this.#columns ??= { threads: this.rows.freeze(acts), acts: this.acts.freeze() };
  }

  /** After `close`. */
  finish(symbols: Symbols): ParsedArtifact<ThreadDump> {
    if (this.#columns === null) this.close();
    const dump = { ...(this.#columns as unknown as { readonly threads: ThreadColumns; readonly acts: LockActs }), symbols, synchronizersListed: this.synchronizersListed };
    const locks = deriveLocks(dump, this.printedDeadlocks, this.#toldOwners);
    const unparsed = this.#lines ?? this.#unparsed.freeze();
    const model: ThreadDump = { dialect: this.dialect, vm: this.vm, ...dump, unparsed, locks, deadlocks: findDeadlocks({ ...dump, locks }, this.printedDeadlocks) };
    return {
      model,
      capturedAt: this.capturedAt,
      tool: this.tool === 'jcmd' ? `jcmd Thread.print${this.synchronizersListed ? ' -l' : ''}` : this.tool,
      span: { first: this.#firstLine, last: this.#lastLine },
      unparsedLines: unparsed.total,
      diagnostics: this.#diagnostics(unparsed),
    };
  }

  #diagnostics({ total, line, texts }: UnparsedLines): readonly Diagnostic[] {
    const diagnostics = Array.from(line.subarray(0, MAX_DIAGNOSTICS), (at, row): Diagnostic => {
      const text = textOf(texts, row + 1);
      const shown = text.length > SHOWN_LINE_LENGTH ? `${text.slice(0, SHOWN_LINE_LENGTH)}…` : text;
      return { code: 'TD-UNKNOWN-LINE', severity: 'warning', span: { first: at, last: at }, message: message('threadDump.diagnostic.unknownLine', { text: shown }) };
    });
    const more = total - diagnostics.length;
    diagnostics.push(...this.#notes);
    if (more > 0) diagnostics.push({ code: 'TD-UNKNOWN-LINES', severity: 'warning', span: null, message: message('threadDump.diagnostic.moreUnknownLines', { count: more }) });
    return diagnostics;
  }
}
