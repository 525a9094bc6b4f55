import type { ParsedArtifact } from '../../../base/parsed.ts';
import { ascii, find, isDigit, startsWith } from '../building/byte-text.ts';
import type { DialectReader } from './dialect-reader.ts';
import { DumpLine } from '../building/dump-line.ts';
import { DumpSession } from '../building/dump-session.ts';
import { findNameEnd } from './hotspot-header.ts';
import { HotspotPlainReader } from './hotspot-plain.ts';
import { HotspotSaReader } from './hotspot-sa.ts';
import { HotspotTextReader, type NextReader } from './hotspot-text.ts';
import { JavacoreReader } from './javacore.ts';
import { JmxTextReader } from './jmx-text.ts';
import { JrockitReader } from './jrockit.ts';
import { JsonLines } from './json-lines.ts';
import type { ThreadDump } from '../model.ts';

const LF = 10;
const QUOTE = 34;
const EQUALS = 61;
const BANNER = ascii('Full thread dump');
/** First visible bytes of the lines at which another dialect can begin: most lines of a log are told apart by them. JRockit's banner may stand after other words: it ends with `=`. */
const FIRST_BYTES = bytesOf('#"-=013ADNT');

/** Gives each line to the reader of its dialect. HotSpot's text form reads until it meets a line at which another dialect begins. */
export class DialectRouter {
  readonly #session = new DumpSession();
  readonly #hotspot = new HotspotTextReader(this.#session, (bytes, view, from, to, line) => this.#beginsOther(new DumpLine(bytes, view, from, to, line)));
  readonly #readers: readonly DialectReader[] = [new HotspotPlainReader(this.#session), new HotspotSaReader(this.#session), new JrockitReader(this.#session), new JavacoreReader(this.#session), new JmxTextReader(this.#session)];
  /** The reader at work; null while it is HotSpot's. */
  #reader: DialectReader | null = null;
  readonly #json = new JsonLines(this.#session, () => this.#reader?.end());
  /** A document took the line at which HotSpot's reader stopped. */
  #lineTaken = false;
  /** Lines read so far. */
  #line = 0;

  /** `from..to` ends with a line feed; `view` covers the same memory as `bytes`. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#json.isReading) at = this.#readJson(bytes, at, to, true);
      else if (this.#json.isWatching) at = this.#readWatchedLine(bytes, view, at);
      else at = this.#reader === null ? this.#readHotspot(bytes, view, at, to) : this.#readLine(bytes, view, at);
    }
  }

  /** The first LONG_LINE bytes or more of a line that goes on. True when a document takes them: the rest of the line goes to `readPiece`. */
  readLongLine(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#json.isReading && this.#readJson(bytes, from, to, true) > from) return true;
    const isTaken = this.#json.isWatching && this.#json.watch(bytes, from, to);
    if (!isTaken && !this.#json.beginPiece(bytes, from, to, this.#line + 1)) return false;
    this.#reader?.end();
    this.#reader = null;
    return true;
  }

  /** A further part of such a line; its last one ends with the line feed. */
  readPiece(bytes: Uint8Array, from: number, to: number): void {
    this.#readJson(bytes, from, to, false);
  }

  finish(): readonly ParsedArtifact<ThreadDump>[] {
    this.#hotspot.end();
    this.#reader?.end();
    this.#json.end();
    return this.#session.finish();
  }

  /** Asked by HotSpot's reader, which stops before the line when one takes over. */
  #beginsOther(line: DumpLine): NextReader {
    const wasWatching = this.#json.isWatching;
    this.#lineTaken = !wasWatching && this.#json.begin(line.bytes, line.from, line.to, line.line);
    if (this.#lineTaken) return 'other';
    if (!wasWatching && this.#json.isWatching) return 'pause';
    const next = this.#readerThatBeginsAt(line);
    this.#reader = next ?? null;
    return next === undefined ? 'same' : 'other';
  }

  #readHotspot(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const at = this.#hotspot.read(bytes, view, from, to);
    this.#line = this.#hotspot.line;
    if (!this.#lineTaken) return at;
    this.#lineTaken = false;
    return this.#passLineTaken(bytes, at);
  }

  /** A document took the line at `at`. */
  #passLineTaken(bytes: Uint8Array, at: number): number {
    this.#reader?.end();
    this.#reader = null;
    this.#goOnAfterJson();
    return bytes.indexOf(LF, at) + 1;
  }

  /** A line that may be part of a document is also read as if it were not. */
  #readWatchedLine(bytes: Uint8Array, view: DataView, at: number): number {
    const end = bytes.indexOf(LF, at) + 1;
    if (this.#json.watch(bytes, at, end)) return this.#passLineTaken(bytes, at);
    return this.#reader === null ? this.#readHotspot(bytes, view, at, end) : this.#readLine(bytes, view, at);
  }

  #readJson(bytes: Uint8Array, from: number, to: number, startsLine: boolean): number {
    const at = this.#json.read(bytes, from, to, startsLine);
    this.#goOnAfterJson();
    return at;
  }

  #goOnAfterJson(): void {
    this.#line = this.#json.line;
    this.#hotspot.resumeAfter(this.#line);
  }

  #readerThatBeginsAt(line: DumpLine): DialectReader | undefined {
    const { bytes, start, to } = line;
    // Every header has two quotes.
    if (bytes[start] === QUOTE && find(bytes, start + 1, to, QUOTE) === to) return undefined;
    if (line.isBlank || (FIRST_BYTES[line.bytes[line.start] as number] === 0 && line.bytes[line.to - 1] !== EQUALS)) return undefined;
    return this.#readers.find((reader) => reader.begins(line));
  }

  /** Returns where the next line starts; the same place when the line is another reader's. */
  #readLine(bytes: Uint8Array, view: DataView, at: number): number {
    const end = bytes.indexOf(LF, at);
    let trimmed = end;
    while (trimmed > at && isBlank(bytes[trimmed - 1] as number)) trimmed -= 1;
    const line = new DumpLine(bytes, view, at, trimmed, this.#line + 1);
    if (isDigit(bytes[line.start])) this.#session.preamble.note(bytes, line.start, trimmed, line.line);
    if (this.#reader?.read(line) === true) this.#session.dump?.known(line.line);
    else if (!line.isBlank) {
      if (!this.#json.isWatching && this.#json.begin(bytes, at, trimmed, line.line)) return this.#passLineTaken(bytes, at);
      const next = this.#readerThatBeginsAt(line);
      if (next !== undefined && next !== this.#reader) {
        this.#reader?.end();
        this.#reader = next;
        return at;
      }
      if (isHotspotText(line)) {
        this.#reader?.end();
        this.#reader = null;
        this.#hotspot.resumeAfter(this.#line);
        return at;
      }
      this.#session.dump?.unknown(line.line, bytes, at, trimmed);
    }
    this.#line += 1;
    return end + 1;
  }
}

/** A banner or a header, at which HotSpot's reader takes over again. */
function isHotspotText({ bytes, view, from, to, start }: DumpLine): boolean {
  if (startsWith(bytes, start, to, BANNER)) return true;
  return start === from && bytes[from] === QUOTE && findNameEnd(bytes, view, from + 1, to) >= 0;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 13 || byte === 9;
}

function bytesOf(letters: string): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const letter of letters) bytes[letter.charCodeAt(0)] = 1;
  return bytes;
}
