import { decimalAt, hexAt } from '../../base/byte-scan.ts';
import { NUMBER, setName, setNode, setSizeOrOffset, TEXT, type FileRows } from './file-rows.ts';

const NUL = 0;
const ZERO = 48;

/** What stands before the files of a process, and is each file's too. */
interface Process {
  readonly pid: number;
  readonly tid: number;
  /** Code of each text column. */
  readonly codes: Map<number, number>;
}

/** Reads `lsof -F`: one field a line, or, with `-F0`, one set of fields a line, each ended by NUL. The first byte tells the field. OF-06 */
export class LsofFieldReader {
  readonly #rows: FileRows;
  #process: Process = { pid: Number.NaN, tid: Number.NaN, codes: new Map() };
  /** In the set of a file, not in that of a process. */
  #isInFile = false;

  constructor(rows: FileRows) {
    this.#rows = rows;
  }

  /** false when the line cannot be one of fields. */
  readLine(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    let at = start;
    let isRead = false;
    while (at < end) {
      const nul = bytes.indexOf(NUL, at);
      const stop = nul < 0 || nul > end ? end : nul;
      if (stop > at) {
        if (!this.#readField(bytes, at, stop, line)) return isRead;
        isRead = true;
      }
      at = stop + 1;
    }
    return isRead;
  }

  #readField(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const id = String.fromCharCode(bytes[start] as number);
    const from = start + 1;
    if (id === 'p') {
      const pid = decimalAt(bytes, from, end);
      if (Number.isNaN(pid)) return false;
      this.#process = { pid, tid: Number.NaN, codes: new Map() };
      this.#isInFile = false;
      return true;
    }
    if (Number.isNaN(this.#process.pid)) return false;
    if (id === 'f') {
      this.#beginFile(bytes, from, end, line);
      return true;
    }
    if (this.#isInFile) {
      if (!this.#readFileField(id, bytes, from, end)) return false;
      this.#rows.extendTo(line);
      return true;
    }
    return this.#readProcessField(id, bytes, from, end);
  }

  #beginFile(bytes: Uint8Array, from: number, end: number, line: number): void {
    this.#isInFile = true;
    this.#rows.begin(line);
    this.#rows.setNumber(NUMBER.pid, this.#process.pid);
    if (!Number.isNaN(this.#process.tid)) this.#rows.setNumber(NUMBER.tid, this.#process.tid);
    for (const [column, code] of this.#process.codes) this.#rows.setCode(column, code);
    this.#rows.setText(TEXT.fd, bytes, from, end);
  }

  #readProcessField(id: string, bytes: Uint8Array, from: number, end: number): boolean {
    const { codes } = this.#process;
    const set = (column: number): void => {
      codes.set(column, this.#rows.codeOf(column, new TextDecoder().decode(bytes.subarray(from, end))));
    };
    switch (id) {
      case 'c':
        set(TEXT.command);
        return true;
      case 'M':
        set(TEXT.taskCommand);
        return true;
      case 'L':
        set(TEXT.user);
        return true;
      case 'u':
        // The name, where it is printed, says more than the number.
        if (!codes.has(TEXT.user)) set(TEXT.user);
        return true;
      case 'K':
        this.#process = { ...this.#process, tid: decimalAt(bytes, from, end) };
        return true;
      default:
        return 'gRZ'.includes(id);
    }
  }

  #readFileField(id: string, bytes: Uint8Array, from: number, end: number): boolean {
    const rows = this.#rows;
    switch (id) {
      case 'a':
        if (bytes[from] !== 32) rows.setText(TEXT.mode, bytes, from, end);
        return true;
      case 'l':
        if (bytes[from] !== 32) rows.setText(TEXT.lock, bytes, from, end);
        return true;
      case 't':
        rows.setText(TEXT.type, bytes, from, end);
        return true;
      case 'D':
        this.#setDevice(bytes, from, end);
        return true;
      case 'd':
        rows.setText(TEXT.device, bytes, from, end);
        return true;
      case 's':
        rows.setNumber(NUMBER.sizeBytes, decimalAt(bytes, from, end));
        return true;
      case 'o':
        setSizeOrOffset(rows, bytes, from, end, true);
        return true;
      case 'i':
      case 'P':
        setNode(rows, bytes, from, end);
        return true;
      case 'k':
        rows.setNumber(NUMBER.links, decimalAt(bytes, from, end));
        if (end === from + 1 && bytes[from] === ZERO) rows.setNumber(NUMBER.deleted, 1);
        return true;
      case 'n':
        setName(rows, bytes, from, end);
        return true;
      case 'T':
        if (bytes[from] === 83 && bytes[from + 1] === 84 && bytes[from + 2] === 61) rows.setText(TEXT.state, bytes, from + 3, end);
        return true;
      default:
        return 'CFGNSrR'.includes(id);
    }
  }

  /** `0xfe00` is 254,0 in lsof's table. */
  #setDevice(bytes: Uint8Array, from: number, end: number): void {
    const device = hexAt(bytes, from + 2, end);
    if (Number.isNaN(device)) return;
    const major = (device >>> 8) & 0xfff;
    const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
    this.#rows.setCode(TEXT.device, this.#rows.codeOf(TEXT.device, `${major},${minor}`));
  }
}
