import type { ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import { createTextDecoding, type TextDecoding } from './dialects/decode-utf16.ts';
import { DialectRouter } from './dialects/dialect-router.ts';
import { LONG_LINE } from './dialects/json-lines.ts';
import type { ThreadDump } from './model.ts';

const LF = 10;
/** What is kept of a line that chunks cut; the rest of a longer one is skipped. Thread names of a megabyte fit. */
const MAX_CARRIED_LINE = 8 << 20;

/** Reads every thread dump of a capture. Cuts the bytes into whole lines for the dialect's reader. */
export class ThreadDumpParser implements ArtifactParser<ThreadDump> {
  readonly #router = new DialectRouter();
  #decoding: TextDecoding | null = null;
  #head: Uint8Array | null = new Uint8Array(0);
  #carry = new Uint8Array(1 << 12);
  #carried = 0;
  /** The line being carried was offered to the router. */
  #longLineTried = false;
  /** The router took the line so far: what comes of it goes there. */
  #inPieces = false;

  push(chunk: Uint8Array): void {
    if (this.#head === null) {
      this.#pushDecoded(this.#decoding === null ? chunk : this.#decoding.push(chunk));
      return;
    }
    const held = this.#head;
    const head = held.length === 0 ? chunk : new Uint8Array(held.length + chunk.length);
    if (head !== chunk) {
      head.set(held);
      head.set(chunk, held.length);
    }
    if (head.length >= 3) this.#start(head);
    else this.#head = head.slice();
  }

  finish(): readonly ParsedArtifact<ThreadDump>[] {
    if (this.#head !== null) this.#start(this.#head);
    if (this.#decoding !== null) this.#pushDecoded(this.#decoding.finish());
    if (this.#carried > 0) {
      this.#keep(Uint8Array.of(LF));
      this.#readCarried();
    }
    return this.#router.finish();
  }

  #start(head: Uint8Array): void {
    this.#head = null;
    const { decoding, skip } = createTextDecoding(head);
    this.#decoding = decoding;
    this.push(head.subarray(skip));
  }

  #pushDecoded(given: Uint8Array): void {
    // Node's Buffer is another class to the engine: one class of arrays keeps the hot loops compiled for one.
    const chunk = new Uint8Array(given.buffer, given.byteOffset, given.length);
    const firstEnd = this.#carried > 0 || this.#inPieces ? chunk.indexOf(LF) : -1;
    let from = 0;
    if (this.#inPieces) {
      from = firstEnd < 0 ? chunk.length : firstEnd + 1;
      this.#router.readPiece(chunk, 0, from);
      this.#inPieces = firstEnd < 0;
    } else if (this.#carried > 0) {
      this.#keep(firstEnd < 0 ? chunk : chunk.subarray(0, firstEnd + 1));
      if (firstEnd < 0) return;
      this.#readCarried();
      from = firstEnd + 1;
    }
    const to = chunk.lastIndexOf(LF) + 1;
    if (to > from) this.#router.read(chunk, viewOf(chunk), from, to);
    this.#keep(chunk.subarray(Math.max(from, to)));
  }

  #keep(bytes: Uint8Array): void {
    const endsLine = bytes.at(-1) === LF;
    // One byte is left for the line feed.
    const room = MAX_CARRIED_LINE - this.#carried - 1;
    const kept = bytes.length > room ? bytes.subarray(0, Math.max(0, room)) : bytes;
    const needed = this.#carried + kept.length + 1;
    if (needed > this.#carry.length) {
      const larger = new Uint8Array(Math.max(needed, this.#carry.length * 2));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(kept, this.#carried);
    this.#carried += kept.length;
    if (endsLine && kept.length < bytes.length) this.#carry[this.#carried++] = LF;
    if (this.#carried >= LONG_LINE && !endsLine && !this.#longLineTried) this.#tryLongLine();
  }

  /** A document of one line is read in pieces: it may be longer than what can be carried. */
  #tryLongLine(): void {
    this.#longLineTried = true;
    this.#inPieces = this.#router.readLongLine(this.#carry, 0, this.#carried);
    if (!this.#inPieces) return;
    this.#carried = 0;
    this.#longLineTried = false;
  }

  #readCarried(): void {
    this.#router.read(this.#carry, viewOf(this.#carry), 0, this.#carried);
    this.#carried = 0;
    this.#longLineTried = false;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
