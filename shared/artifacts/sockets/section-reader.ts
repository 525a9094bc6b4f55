import { assertNever } from '../../base/assert-never.ts';
import { asciiBytes, startsWith } from '../../base/byte-scan.ts';
import type { OpenListing } from './open-listing.ts';
import { bsdColumns, readBsdRow, readBsdUnixRow, readKernelRow, type BsdColumns } from './read-bsd-netstat.ts';
import { isInternetProtocol, netstatColumns, readNetstatRow, readNetstatUnixRow, type NetstatColumns } from './read-netstat.ts';
import { ProcNetReader, readFdLink, readProcUnixRow } from './read-proc-net.ts';
import { beginsLikeSsRow, readSsRow } from './read-ss.ts';
import { readSsDetails } from './read-ss-details.ts';
import { readWindowsOwner, readWindowsRow } from './read-windows-netstat.ts';
import { procProtocol, sourceOf, type SectionId, type SectionStart } from './sections.ts';

/** `row`: read, or a line that belongs to a row. `cut`: read, though an address may be cut. `passed`: belongs here and is no row. `other`: not of this section. */
export type LineReading = 'row' | 'cut' | 'passed' | 'other';

const TOTAL = asciiBytes('total ');
const UNIX = asciiBytes('unix');
const PID_OF_FILE = /\/proc\/(\d+)\//;

/** Reads the lines of one section of a listing. */
export class SectionReader {
  readonly id: SectionId;
  readonly hasTitles: boolean;
  readonly #listing: OpenListing;
  readonly #netstat: NetstatColumns;
  readonly #bsd: BsdColumns;
  readonly #proc: ProcNetReader;
  readonly #protocol: string;
  readonly #pid: number;
  #program: string | null;
  #isEmpty = true;
  #isAfterRow = false;

  private constructor({ id, header }: SectionStart, listing: OpenListing, before: SectionReader | null, protocol: string | null) {
    this.id = id;
    this.hasTitles = /\bProto\b|\blocal_address\b|\bRefCount\b|\bkctlref\b|\bRecv-Q\b/.test(header);
    this.#listing = listing;
    this.#netstat = netstatColumns(header === '' ? null : header);
    this.#bsd = bsdColumns(header === '' ? null : header);
    this.#proc = before?.id === 'proc-inet' ? before.#proc : new ProcNetReader();
    this.#protocol = protocol ?? (/\bdrops\b/.test(header) ? 'udp' : 'tcp');
    this.#pid = Number(PID_OF_FILE.exec(header)?.[1] ?? Number.NaN);
    this.#program = before !== null && before.id === 'comm' ? before.#program : null;
  }

  static begin(start: SectionStart, listing: OpenListing, before: SectionReader | null): SectionReader {
    return new SectionReader(start, listing, before, procProtocol(start.header));
  }

  /** The same section once the titles of its columns are known. */
  withTitles(header: string): SectionReader {
    return new SectionReader({ id: this.id, header, key: '' }, this.#listing, this, this.id === 'proc-inet' ? this.#protocol : null);
  }

  /** No line of it was read yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** `lineStart` is before the blanks that the line begins with. */
  read(bytes: Uint8Array, lineStart: number, start: number, end: number, line: number): LineReading {
    const reading = this.#readLine(bytes, lineStart, start, end, line);
    this.#isAfterRow = reading === 'row' || reading === 'cut';
    if (reading !== 'other' && this.#isEmpty) {
      this.#isEmpty = false;
      const source = sourceOf(this.id);
      if (source !== null) this.#listing.addSource(source);
    }
    return reading;
  }

  /** Whether a line that could not be read was meant to be a row of this section. */
  beginsLikeRow(bytes: Uint8Array, start: number, end: number): boolean {
    switch (this.id) {
      case 'netstat':
      case 'bsd':
      case 'windows':
        return isInternetProtocol(bytes, start, end);
      case 'netstat-unix':
        return startsWith(bytes, start, end, UNIX);
      case 'ss':
        return beginsLikeSsRow(bytes, start, end);
      case 'bsd-unix':
      case 'bsd-kernel':
      case 'proc-inet':
      case 'proc-unix':
        return /^[0-9a-f]+:? /.test(new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 24))));
      case 'fd':
      case 'comm':
      case 'no-sockets':
        return false;
      default:
        return assertNever(this.id);
    }
  }

  #readLine(bytes: Uint8Array, lineStart: number, start: number, end: number, line: number): LineReading {
    const { rows } = this.#listing;
    const isIndented = start > lineStart;
    switch (this.id) {
      case 'netstat':
        return fromRow(readNetstatRow(bytes, start, end, line, this.#netstat, rows));
      case 'netstat-unix':
        return fromRow(readNetstatUnixRow(bytes, start, end, line, this.#netstat, rows));
      case 'bsd':
        return fromRow(readBsdRow(bytes, start, end, line, this.#bsd, rows));
      case 'bsd-unix':
        return fromRow(readBsdUnixRow(bytes, start, end, line, rows));
      case 'bsd-kernel':
        return fromRow(readKernelRow(bytes, start, end, line, rows));
      case 'windows':
        return fromRow(readWindowsRow(bytes, start, end, line, rows) || (isIndented && this.#isAfterRow && readWindowsOwner(bytes, start, end, line, rows)));
      case 'ss':
        if (isIndented && this.#isAfterRow) return this.#readDetails(bytes, lineStart, end, line);
        return fromRow(readSsRow(bytes, start, end, line, rows));
      case 'proc-inet':
        return fromRow(this.#proc.readRow(bytes, start, end, line, this.#protocol, rows));
      case 'proc-unix':
        return fromRow(readProcUnixRow(bytes, start, end, line, rows));
      case 'fd':
        return this.#readLink(bytes, start, end);
      case 'comm':
        if (this.#program !== null) return 'other';
        this.#program = new TextDecoder().decode(bytes.subarray(start, end));
        return 'passed';
      case 'no-sockets':
        return this.#passNoSocket(bytes, start, end, line);
      default:
        return assertNever(this.id);
    }
  }

  #readDetails(bytes: Uint8Array, lineStart: number, end: number, line: number): LineReading {
    readSsDetails(bytes, lineStart, end, this.#listing.rows);
    this.#listing.rows.builder.extendTo(line);
    return 'row';
  }

  #readLink(bytes: Uint8Array, start: number, end: number): LineReading {
    const isLink = bytes[start] === 108;
    if (isLink) readFdLink(bytes, start, end, { pid: this.#pid, program: this.#program }, this.#listing.rows);
    return isLink || startsWith(bytes, start, end, TOTAL) ? 'passed' : 'other';
  }

  #passNoSocket(bytes: Uint8Array, start: number, end: number, line: number): LineReading {
    const isEntry = /^[0-9a-f]+ +[0-9a-f]+ +-?\d+ /.test(new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 60))));
    if (isEntry) this.#listing.notes.tally('SK-NO-SOCKETS', 'info', line);
    return isEntry ? 'passed' : 'other';
  }
}

function fromRow(result: boolean | 'whole' | 'cut' | null): LineReading {
  if (result === 'cut') return 'cut';
  return result === null || result === false ? 'other' : 'row';
}
