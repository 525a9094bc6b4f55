import { skipBlanks, trimmedEnd } from '../../base/byte-scan.ts';
import { LineScanner } from '../../base/line-scanner.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import { guessSection } from './guess-section.ts';
import type { SocketListing } from './model.ts';
import { OpenListing } from './open-listing.ts';
import { SectionReader } from './section-reader.ts';
import { LONGEST_TITLE, sectionStart, type SectionStart } from './sections.ts';

/** So many foreign lines in a row, and the listing has ended: what follows is something else. */
const MOST_STRANGERS = 50;
const MOST_TITLES = 2;
const HASH = 35;
const OUR_MARK = /^# borescope: (.*)$/;
const HIDDEN_PROCESSES = /^\(Not all processes could be identified|^\(No info could be read for "-p"/;
const HIDDEN_PROCESSES_GOES_ON = /^will not be shown, you would have to be root/;

/** Reads listings of sockets: netstat of Linux, busybox, BSD, macOS and Windows, ss, and /proc/net; see SPEC.md. */
export class SocketParser implements ArtifactParser<SocketListing> {
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(bytes, start, end, line));
  readonly #found: ParsedArtifact<SocketListing>[] = [];
  #open: OpenListing | null = null;
  #reader: SectionReader | null = null;
  /** The last line not understood outside any listing, and how many stood together there; titles in another language are such. */
  #unknown = { line: 0, count: 0 };

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): readonly ParsedArtifact<SocketListing>[] {
    this.#scanner.finish();
    this.#close();
    return this.#found;
  }

  #take(bytes: Uint8Array, lineStart: number, lineEnd: number, line: number): void {
    const start = skipBlanks(bytes, lineStart, lineEnd);
    const end = trimmedEnd(bytes, start, lineEnd);
    if (start === end) return;
    if (this.#open && this.#reader) {
      const reading = this.#reader.read(bytes, lineStart, start, end, line);
      if (reading !== 'other') {
        if (reading === 'cut') this.#open.notes.tally('SK-CUT-ADDRESS', 'info', line);
        this.#open.notes.adopt(line);
        return;
      }
    }
    const text = end - lineStart > LONGEST_TITLE ? '' : new TextDecoder().decode(bytes.subarray(lineStart, end));
    const begun = text === '' ? null : sectionStart(text);
    if (begun) this.#enter(begun, line);
    else if (!this.#takeNote(bytes, text.trimStart(), start, line)) this.#takeOther(bytes, lineStart, start, end, line);
  }

  /** Marks of our recipes, and what netstat says about itself. */
  #takeNote(bytes: Uint8Array, text: string, start: number, line: number): boolean {
    const mark = bytes[start] === HASH ? OUR_MARK.exec(text) : null;
    if (mark) {
      if (mark[1] === 'end') this.#open?.notes.adopt(line);
      else {
        this.#close();
        this.#begin(line).nameTool(mark[1] ?? '');
      }
      return true;
    }
    if (!HIDDEN_PROCESSES.test(text) && !(this.#open && HIDDEN_PROCESSES_GOES_ON.test(text))) return false;
    const listing = this.#open ?? this.#begin(line);
    listing.notes.adopt(line);
    if (text.startsWith('(')) listing.notes.tally('SK-HIDDEN-PROCESSES', 'warning', line);
    return true;
  }

  #enter(begun: SectionStart, line: number): void {
    // The titles under an announcement or the name of a file: the same section.
    if (this.#open && this.#reader?.id === begun.id && this.#reader.isEmpty && !this.#reader.hasTitles) {
      this.#reader = this.#reader.withTitles(begun.header);
      this.#open.notes.adopt(line);
      this.#open.addTitles(begun.id);
      return;
    }
    let listing = this.#open ?? this.#beginWithTitles(line);
    if (!listing.enter(begun.key)) {
      this.#close();
      listing = this.#beginWithTitles(line);
      listing.enter(begun.key);
    }
    this.#takeTitles(listing, line);
    listing.notes.adopt(line);
    this.#startSection(listing, begun);
  }

  #startSection(listing: OpenListing, begun: SectionStart): void {
    this.#reader = SectionReader.begin(begun, listing, this.#reader);
    if (this.#reader.hasTitles) listing.addTitles(begun.id);
  }

  /** A row without titles before it, else a line that is none of ours. */
  #takeOther(bytes: Uint8Array, lineStart: number, start: number, end: number, line: number): void {
    const guess = guessSection(bytes, start, end);
    if (guess !== null && (guess !== this.#reader?.id || this.#open === null)) {
      const listing = this.#open ?? this.#beginWithTitles(line);
      this.#takeTitles(listing, line);
      this.#startSection(listing, { id: guess, header: '', key: '' });
      listing.notes.tally('SK-NO-TITLES', 'info', line);
      if (this.#reader?.read(bytes, lineStart, start, end, line) !== 'other') {
        listing.notes.adopt(line);
        return;
      }
    }
    if (!this.#open) {
      this.#unknown = { line, count: this.#unknown.line === line - 1 ? this.#unknown.count + 1 : 1 };
      return;
    }
    if (this.#reader?.beginsLikeRow(bytes, start, end)) this.#open.notes.addBroken('SK-UNREADABLE-ROW', line);
    else {
      this.#open.notes.addStranger(line);
      if (this.#open.notes.strangers > MOST_STRANGERS) this.#close();
    }
  }

  /** Lines not understood right before a section are its titles in another language, where they may be: netstat prints two. SK-02 */
  #takeTitles(listing: OpenListing, line: number): void {
    if (listing.notes.takeBackTitles(line, MOST_TITLES) > 0) listing.notes.tally('SK-NO-TITLES', 'info', line);
  }

  #beginWithTitles(line: number): OpenListing {
    const { line: last, count } = this.#unknown;
    return this.#begin(last > 0 && last === line - 1 && count <= MOST_TITLES ? last - count + 1 : line);
  }

  #begin(line: number): OpenListing {
    this.#open = new OpenListing(line);
    this.#reader = null;
    return this.#open;
  }

  #close(): void {
    const parsed = this.#open?.finish();
    if (parsed) this.#found.push(parsed);
    this.#open = null;
    this.#reader = null;
  }
}
