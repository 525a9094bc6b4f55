import { mayHoldMarks, startsWithMark } from './content-marks.ts';
import { detectEnvelopes } from './detect-envelopes.ts';
import { EnvelopeChain } from './envelope-chain.ts';
import type { Emit, Repair } from './envelope.ts';
import { LineMapBuilder, type LineMap } from './line-map.ts';

const LF = 10;
const CR = 13;
/** Looked at to decide what is around the text, from the first line that holds a tool's text. */
const SAMPLE_BYTES = 65_536;
/** Lines before that line which are looked at too. */
const LINES_BEFORE = 8;
/** A longer line is read up to here. */
const LONGEST_LINE = 64 << 20;
/** Streams read apart; lines of further ones are read with the lines of none. */
const MOST_STREAMS = 32;

/** Repaired text of one stream: whole lines in UTF-8, or, for a capture that needs no repair, the bytes as they came. */
export type Deliver = (stream: string, bytes: Uint8Array) => void;

export interface RepairResult {
  readonly repairs: readonly Repair[];
  /** By stream; a stream that is not in it has the lines of the capture. */
  readonly lineMaps: ReadonlyMap<string, LineMap>;
}

/**
 * Takes envelopes off a capture's text on its way to the kinds. `watching`: none seen yet. `passing`: the text is as its tool printed it, and costs
 * nothing from here on. `peeling`: line by line.
 */
export class CaptureRepair {
  readonly #deliver: Deliver;
  #state: 'watching' | 'passing' | 'peeling' = 'watching';
  #held: Uint8Array = new Uint8Array(0);
  #heldBytes = 0;
  #isFirst = true;
  /** Whole lines passed on before peeling began; lines read since. */
  #lines = 0;
  #chain: EnvelopeChain | null = null;
  readonly #streams = new Map<string, RepairedStream>();

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** UTF-8 with lines ended by LF or CRLF. The bytes are only good until this returns. */
  push(chunk: Uint8Array): void {
    if (this.#state === 'passing') {
      this.#deliver('', chunk);
      return;
    }
    this.#hold(chunk);
    if (this.#state === 'watching') this.#watch(false);
    else if (chunk.includes(LF)) this.#peel(false);
    else if (this.#heldBytes > LONGEST_LINE) this.#heldBytes = LONGEST_LINE;
  }

  finish(): RepairResult {
    if (this.#state === 'watching') this.#watch(true);
    if (this.#state === 'peeling') this.#peel(true);
    this.#chain?.finish();
    this.#flush();
    return { repairs: this.#chain?.repairs() ?? [], lineMaps: new Map(Array.from(this.#streams, ([name, { map }]) => [name, map.finish()])) };
  }

  #hold(chunk: Uint8Array): void {
    const needed = this.#heldBytes + chunk.length;
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.max(needed, this.#held.length * 2, 1 << 16));
      larger.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = larger;
    }
    this.#held.set(chunk, this.#heldBytes);
    this.#heldBytes = needed;
  }

  #take(bytes: number): Uint8Array {
    const taken = this.#held.slice(0, bytes);
    this.#held.copyWithin(0, bytes, this.#heldBytes);
    this.#heldBytes -= bytes;
    return taken;
  }

  #watch(isEnd: boolean): void {
    if (this.#isFirst) {
      if (this.#heldBytes < SAMPLE_BYTES && !isEnd) return;
      this.#isFirst = false;
      // Logs of containers are known by their shape alone; what they hold may come later.
      if (this.#decide(true)) return;
    }
    const held = this.#held.subarray(0, this.#heldBytes);
    const text = new TextDecoder().decode(held);
    if (!mayHoldMarks(text)) {
      const kept = isEnd ? this.#heldBytes : linesBefore(held, held.length);
      this.#passOn(this.#heldBytes - kept > SAMPLE_BYTES ? this.#heldBytes : kept);
      return;
    }
    this.#passOn(linesBefore(held, startOfMarkedLine(held, text)));
    if (isEnd || this.#heldBytes >= SAMPLE_BYTES) this.#decide(false);
  }

  #passOn(bytes: number): void {
    if (bytes === 0) return;
    const taken = this.#take(bytes);
    this.#lines += countLines(taken);
    this.#deliver('', taken);
  }

  /** True when it is settled. At the head, text without a mark may still turn out to need repair. */
  #decide(isHead: boolean): boolean {
    const text = new TextDecoder().decode(this.#held.subarray(0, Math.min(this.#heldBytes, SAMPLE_BYTES * 2)));
    const lines = text.split('\n').map((line) => line.replace(/\r+$/, ''));
    if (lines.length > 1 && (lines.at(-1) === '' || this.#heldBytes >= SAMPLE_BYTES)) lines.pop();
    const found = detectEnvelopes(lines);
    if (found.length === 0) {
      // Too little of what a tool printed to judge by: more may come.
      if (isHead && !startsEarly(lines)) return false;
      this.#state = 'passing';
      this.#deliver('', this.#take(this.#heldBytes));
      this.#held = new Uint8Array(0);
      return true;
    }
    this.#state = 'peeling';
    if (this.#lines > 0) this.#stream('').map.addUnchanged(this.#lines);
    this.#chain = new EnvelopeChain(found, this.#keep);
    this.#peel(false);
    return true;
  }

  #peel(isEnd: boolean): void {
    const end = isEnd ? this.#heldBytes : this.#held.subarray(0, this.#heldBytes).lastIndexOf(LF) + 1;
    if (end === 0) return;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#take(end));
    let at = 0;
    while (at < text.length) {
      const next = text.indexOf('\n', at);
      let last = next < 0 ? text.length : next;
      const after = last + 1;
      while (last > at && text.charCodeAt(last - 1) === CR) last -= 1;
      this.#lines += 1;
      this.#chain?.line(text.slice(at, last), this.#lines);
      at = after;
    }
    this.#flush();
  }

  readonly #keep: Emit = (text, first, last, stream) => {
    const known = this.#streams.get(stream) ?? (this.#streams.size < MOST_STREAMS ? this.#stream(stream) : this.#stream(''));
    known.texts.push(text);
    known.map.add(first, last);
  };

  #stream(name: string): RepairedStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = { texts: [], map: new LineMapBuilder() };
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #flush(): void {
    const encoder = new TextEncoder();
    for (const [name, stream] of this.#streams) {
      if (stream.texts.length === 0) continue;
      this.#deliver(name, encoder.encode(`${stream.texts.join('\n')}\n`));
      stream.texts = [];
    }
  }
}

interface RepairedStream {
  texts: string[];
  readonly map: LineMapBuilder;
}

function startsEarly(lines: readonly string[]): boolean {
  return lines.slice(0, lines.length >> 1).some(startsWithMark);
}

/** The marks are ASCII: what stands before the first in `text` has as many line feeds as its bytes have. */
function startOfMarkedLine(bytes: Uint8Array, text: string): number {
  let at = 0;
  let start = 0;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    if (mayHoldMarks(text.slice(at, end))) break;
    at = end + 1;
    const lineEnd = bytes.indexOf(LF, start);
    if (lineEnd < 0) break;
    start = lineEnd + 1;
  }
  return start;
}

/** Where the lines begin that stand before `end`, as many as may belong to a tool's text: a time, a process id. */
function linesBefore(bytes: Uint8Array, end: number): number {
  let start = end;
  for (let lines = 0; lines <= LINES_BEFORE && start > 0; lines++) start = bytes.lastIndexOf(LF, start - 1);
  return start < 0 ? 0 : Math.min(end, start + 1);
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}
