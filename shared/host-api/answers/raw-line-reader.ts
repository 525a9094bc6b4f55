import type { LineIndex } from '../../engine/engine.ts';
import type { RawLines } from '../views.ts';
import { LineCutter } from './line-cutter.ts';

/** Takes lines `from..from+count` out of a capture's bytes, which are pushed in from `offset` on until it is done. */
export class RawLineReader {
  /** Byte to begin at: where the nearest remembered line starts. */
  readonly offset: number;
  readonly #index: LineIndex;
  readonly #from: number;
  readonly #cutter: LineCutter;

  constructor(index: LineIndex, encoding: string, from: number, count: number) {
    const slot = Math.min(Math.floor((from - 1) / index.stride), index.offsets.length - 1);
    this.offset = index.offsets[slot] ?? 0;
    this.#index = index;
    this.#from = from;
    this.#cutter = new LineCutter(encoding, from - 1 - slot * index.stride, Math.max(0, Math.min(count, index.lines - from + 1)));
  }

  get done(): boolean {
    return this.#cutter.done;
  }

  push(chunk: Uint8Array): void {
    this.#cutter.push(chunk);
  }

  finish(): RawLines {
    this.#cutter.finish();
    const { lines: cutLines, cut } = this.#cutter;
    const [first] = cutLines;
    // The byte order mark is not part of the first line.
    const lines = this.#from === 1 && first !== undefined ? [first.replace(/^⟨U\+FEFF⟩/, ''), ...cutLines.slice(1)] : cutLines;
    return { from: this.#from, total: this.#index.lines, lines, cut };
  }
}
