import type { ParsedArtifact } from '../../base/parsed.ts';
import { LineScanner } from '../../base/line-scanner.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import { LinesBefore, statedByCommand } from './lines-before.ts';
import { afterLogPrefix, announcesHistogram } from './log-prefix.ts';
import type { HeapHistogram } from './model.ts';
import { OpenHistogram, type Opening } from './open-histogram.ts';
import { asciiBytes, emptyRowFields, readOrderedRow, readRow, readTotal, skipSpaces, startsWith, type RowOrder } from './read-row.ts';

/** Column headers and the order of the rows below them. The last one is OpenJ9's. */
const HEADERS: readonly { readonly words: readonly Uint8Array[]; readonly order: RowOrder }[] = [
  { words: ['num', '#instances', '#bytes'].map(asciiBytes), order: 'ranked' },
  { words: ['num', '#count', '#bytes'].map(asciiBytes), order: 'ranked' },
  { words: ['Size', 'Count', 'Class description'].map(asciiBytes), order: 'sized' },
  { words: ['num', 'object count', 'total size', 'class name'].map(asciiBytes), order: 'plain' },
];
const DASH = 45;

/** So many foreign lines in a row, and the histogram was cut: what follows is something else. */
const MOST_STRANGERS = 50;

/** Reads class histograms of jcmd, jmap and GC logs, JDK 8 to 25; see SPEC.md. */
export class HeapHistogramParser implements ArtifactParser<HeapHistogram> {
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(bytes, start, end, line));
  readonly #before = new LinesBefore();
  readonly #fields = emptyRowFields();
  readonly #found: ParsedArtifact<HeapHistogram>[] = [];
  readonly #command: string | null;
  #open: OpenHistogram | null = null;
  /** Of the rows, as the last header told. */
  #order: RowOrder = 'ranked';

  /** `command`: what wrote the capture, if known; asked where the text is silent. */
  constructor(command: string | null = null) {
    this.#command = command;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): readonly ParsedArtifact<HeapHistogram>[] {
    this.#scanner.finish();
    this.#close();
    return this.#found;
  }

  #take(bytes: Uint8Array, lineStart: number, end: number, line: number): void {
    const start = afterLogPrefix(bytes, lineStart, end);
    const text = skipSpaces(bytes, start, end);
    if (text === end) return;
    const reading = this.#order === 'ranked' ? readRow(bytes, text, end, this.#fields) : readOrderedRow(bytes, text, end, this.#order, this.#fields);
    if (reading === 'row') this.#takeRow(bytes, line);
    else if (reading === 'broken' && this.#open && !this.#open.isOnlyAnnounced) this.#open.addBroken(line);
    else if (headerOrder(bytes, text, end) !== null) this.#takeHeader(bytes, lineStart, start, line, headerOrder(bytes, text, end) ?? 'ranked');
    else if (this.#open && isRuler(bytes, text, end)) this.#open.addIgnorable(line);
    else if (this.#open && readTotal(bytes, text, end, this.#fields)) {
      this.#open.addTotal(this.#fields, line);
      this.#close();
    } else this.#takeOther(bytes, lineStart, end, line);
  }

  #takeRow(bytes: Uint8Array, line: number): void {
    // Ranks only rise: a lower one begins a histogram whose header is missing.
    if (this.#open && this.#fields.rank <= this.#open.lastRank) this.#close();
    const histogram = this.#open ?? this.#begin('row', line);
    histogram.addRow(bytes, this.#fields, line);
  }

  #takeHeader(bytes: Uint8Array, lineStart: number, textStart: number, line: number, order: RowOrder): void {
    if (this.#open?.isOnlyAnnounced) {
      this.#open.addHeader(line);
      return;
    }
    this.#close();
    // Decorations of unified logging tell the time.
    if (textStart > lineStart) this.#before.note(bytes, lineStart, textStart, line);
    this.#begin('header', line);
    this.#order = order;
    this.#fields.rank = 0;
  }

  #takeOther(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (announcesHistogram(bytes, start, end)) {
      this.#close();
      this.#before.note(bytes, start, end, line);
      this.#begin('announcement', line);
      return;
    }
    if (this.#open) {
      this.#open.addStranger(line);
      if (this.#open.strangers > MOST_STRANGERS) this.#close();
    }
    this.#before.note(bytes, start, end, line);
  }

  #begin(opening: Opening, line: number): OpenHistogram {
    const stated = this.#before.take(line, opening === 'announcement');
    this.#open = new OpenHistogram(opening, line, stated.live === null ? { ...stated, ...statedByCommand(this.#command) } : stated);
    return this.#open;
  }

  #close(): void {
    const parsed = this.#open?.finish();
    if (parsed) this.#found.push(parsed);
    this.#open = null;
    this.#order = 'ranked';
  }
}

/** null: no header. */
function headerOrder(bytes: Uint8Array, start: number, end: number): RowOrder | null {
  return HEADERS.find(({ words }) => areWordsAt(bytes, start, end, words))?.order ?? null;
}

function areWordsAt(bytes: Uint8Array, start: number, end: number, words: readonly Uint8Array[]): boolean {
  let at = start;
  for (const word of words) {
    at = skipSpaces(bytes, at, end);
    if (!startsWith(bytes, at, end, word)) return false;
    at += word.length;
  }
  return true;
}

function isRuler(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== DASH) return false;
  return end - start >= 10;
}
