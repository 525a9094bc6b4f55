import type { ParsedArtifact } from '../../../base/parsed.ts';
import { DumpBuilder, type DumpStore } from './dump-builder.ts';
import { ActRows, ThreadRows } from './growing-rows.ts';
import { tellInterleaved } from '../dialects/interleaved-dumps.ts';
import type { Dialect, ThreadDump } from '../model.ts';
import { Preamble } from '../dialects/preamble.ts';
import { StackTrie } from './stack-trie.ts';
import { TextInterner } from './text-interner.ts';

/** What the readers of all dialects share while one capture is read: texts, stacks, rows and the dumps found so far. */
export class DumpSession {
  readonly texts = new TextInterner();
  readonly store: DumpStore = { rows: new ThreadRows(), acts: new ActRows(), stacks: new StackTrie() };
  readonly preamble = new Preamble();
  /** The dump being read. */
  dump: DumpBuilder | null = null;
  readonly #dumps: DumpBuilder[] = [];

  start(dialect: Dialect, firstLine: number): DumpBuilder {
    this.dump?.close();
    this.dump?.endBefore(firstLine);
    this.dump = new DumpBuilder(this.store, dialect, firstLine);
    this.#dumps.push(this.dump);
    return this.dump;
  }

  /** The dump begun by a banner that other dialects print too, if no thread was read of it yet; else a new one. */
  startOrAdopt(dialect: Dialect, firstLine: number): DumpBuilder {
    const { dump } = this;
    if (dump === null || dump.closed || dump.rows.count > 0) return this.start(dialect, firstLine);
    dump.dialect = dialect;
    return dump;
  }

  pushFrame(frame: string, line: number): void {
    const { dump } = this;
    const id = this.texts.internText(frame);
    if (dump !== null && id !== 0) dump.pushFrames(this.store.stacks.child(dump.node, id), 1, line);
  }

  finish(): readonly ParsedArtifact<ThreadDump>[] {
    this.dump?.close();
    const symbols = { texts: this.texts.freeze(), ...this.store.stacks.freeze() };
    tellInterleaved(this.#dumps);
    return this.#dumps.map((dump) => dump.finish(symbols));
  }
}
