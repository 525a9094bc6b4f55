import { skipSpaces } from './byte-text.ts';

const decoder = new TextDecoder();
/** A line is read by patterns up to this length; names of a megabyte fit. */
const MAX_READ_LENGTH = (1 << 20) + 4096;

/** One line, without its end and trailing blanks. Valid only while it is being read: the bytes are used again. */
export class DumpLine {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly from: number;
  readonly to: number;
  /** 1-based. */
  readonly line: number;
  /** Position of the first byte that is neither space nor tab; `to` in a blank line. */
  readonly start: number;
  #text: string | null = null;

  constructor(bytes: Uint8Array, view: DataView, from: number, to: number, line: number) {
    this.bytes = bytes;
    this.view = view;
    this.from = from;
    this.to = to;
    this.line = line;
    this.start = skipSpaces(bytes, from, to);
  }

  get isBlank(): boolean {
    return this.start === this.to;
  }

  /** With its indentation; a very long line is cut. */
  get text(): string {
    this.#text ??= decoder.decode(this.bytes.subarray(this.from, Math.min(this.to, this.from + MAX_READ_LENGTH)));
    return this.#text;
  }
}
