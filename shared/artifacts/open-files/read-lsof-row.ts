import { areDigits, decimalAt, skipBlanks, trimmedEnd } from '../../base/byte-scan.ts';
import { NUMBER, setName, setNode, setSizeOrOffset, TEXT, type FileRows } from './file-rows.ts';

const SPACE = 32;

/** Where lsof's columns end, from its titles; lsof makes each as wide as its widest cell and aligns to the right. Absent columns are -1. OF-02 */
export interface LsofColumns {
  readonly pid: number;
  readonly tid: number;
  /** Where TASKCMD begins: it is aligned to the left. */
  readonly taskCommand: number;
  readonly user: number;
  readonly fd: number;
  readonly type: number;
  readonly device: number;
  readonly size: number;
  /** The title says OFFSET: bare numbers are offsets too. */
  readonly isOffset: boolean;
  readonly links: number;
  readonly node: number;
  readonly name: number;
}

const TITLES = /^COMMAND\s+PID\s.*\bFD\s+TYPE\s.*\bNAME\s*$/;

/** null for a line that is not lsof's titles. */
export function lsofColumns(text: string): LsofColumns | null {
  if (!TITLES.test(text)) return null;
  const ends = new Map<string, number>();
  for (const { 0: word, index } of text.matchAll(/\S+/g)) ends.set(word, index + word.length);
  const end = (...words: readonly string[]): number => words.map((word) => ends.get(word)).find((end) => end !== undefined) ?? -1;
  return {
    pid: end('PID'), tid: end('TID'), taskCommand: ends.has('TASKCMD') ? text.indexOf('TASKCMD') : -1, user: end('USER'), fd: end('FD'), type: end('TYPE'),
    device: end('DEVICE'), size: end('SIZE/OFF', 'SIZE', 'OFFSET'), isOffset: ends.has('OFFSET'), links: end('NLINK'), node: end('NODE'), name: text.indexOf('NAME'),
  };
}

/** Reads a row by the ends of its columns; false when its cells do not end there. OF-02 */
export function readLsofRow(bytes: Uint8Array, start: number, end: number, line: number, columns: LsofColumns, rows: FileRows): boolean {
  const pidEnd = start + columns.pid;
  const fdEnd = start + columns.fd;
  if (fdEnd > end) return false;
  let pidStart = pidEnd;
  while (pidStart > start && (bytes[pidStart - 1] as number) >= 48 && (bytes[pidStart - 1] as number) <= 57) pidStart -= 1;
  if (pidStart === pidEnd || bytes[pidEnd] !== SPACE || bytes[fdEnd - 1] === SPACE || bytes[pidStart - 1] !== SPACE) return false;
  const nameStart = start + columns.name;
  const typeEnd = start + columns.type;
  // A space after each cell: else something is wider than the titles promise.
  if ((typeEnd < end && bytes[typeEnd] !== SPACE) || (nameStart < end && bytes[nameStart - 1] !== SPACE)) return false;
  let fdStart = fdEnd;
  while (bytes[fdStart - 1] !== SPACE) fdStart -= 1;
  rows.begin(line);
  rows.setText(TEXT.command, bytes, start, trimmedEnd(bytes, start, pidStart));
  rows.setNumber(NUMBER.pid, decimalAt(bytes, pidStart, pidEnd));
  readTask(bytes, start, pidEnd, fdStart, columns, rows);
  rows.setText(TEXT.fd, bytes, fdStart, fdEnd);
  const mode = bytes[fdEnd] as number;
  if (fdEnd < end && mode !== SPACE) rows.setText(TEXT.mode, bytes, fdEnd, fdEnd + 1);
  if (fdEnd + 1 < end && bytes[fdEnd + 1] !== SPACE) rows.setText(TEXT.lock, bytes, fdEnd + 1, fdEnd + 2);
  readFile(bytes, start, end, fdEnd + 2, columns, rows);
  return true;
}

/** USER, and where lsof lists tasks TID and TASKCMD, which are empty for the process itself. */
function readTask(bytes: Uint8Array, start: number, pidEnd: number, fdStart: number, columns: LsofColumns, rows: FileRows): void {
  const userEnd = columns.user >= 0 ? start + columns.user : pidEnd;
  const last = Math.min(userEnd, trimmedEnd(bytes, pidEnd, fdStart));
  let userStart = last;
  while (userStart > pidEnd && bytes[userStart - 1] !== SPACE) userStart -= 1;
  if (columns.user >= 0) rows.setText(TEXT.user, bytes, userStart, last);
  if (columns.tid < 0) return;
  const tidEnd = start + columns.tid;
  const tidStart = skipBlanks(bytes, pidEnd, tidEnd);
  if (!areDigits(bytes, tidStart, tidEnd)) return;
  rows.setNumber(NUMBER.tid, decimalAt(bytes, tidStart, tidEnd));
  if (columns.taskCommand >= 0) rows.setText(TEXT.taskCommand, bytes, start + columns.taskCommand, trimmedEnd(bytes, start + columns.taskCommand, userStart));
}

function readFile(bytes: Uint8Array, start: number, end: number, from: number, columns: LsofColumns, rows: FileRows): void {
  const typeEnd = Math.min(end, start + columns.type);
  rows.setText(TEXT.type, bytes, skipBlanks(bytes, from, typeEnd), typeEnd);
  let at = typeEnd;
  const deviceEnd = Math.min(end, start + columns.device);
  if (columns.device >= 0) {
    rows.setText(TEXT.device, bytes, skipBlanks(bytes, at, deviceEnd), deviceEnd);
    at = deviceEnd;
  }
  if (columns.size >= 0) {
    const sizeEnd = Math.min(end, start + columns.size);
    setSizeOrOffset(rows, bytes, skipBlanks(bytes, at, sizeEnd), sizeEnd, columns.isOffset);
    at = sizeEnd;
  }
  if (columns.links >= 0) {
    const linksEnd = Math.min(end, start + columns.links);
    const linksStart = skipBlanks(bytes, at, linksEnd);
    if (linksEnd > linksStart) rows.setNumber(NUMBER.links, decimalAt(bytes, linksStart, linksEnd));
    at = linksEnd;
  }
  if (columns.node >= 0) {
    const nodeEnd = Math.min(end, start + columns.node);
    setNode(rows, bytes, skipBlanks(bytes, at, nodeEnd), nodeEnd);
  }
  const nameStart = start + columns.name;
  if (nameStart < end) setName(rows, bytes, nameStart, trimmedEnd(bytes, nameStart, end));
}

const SHAPE = /^(\S+)\s+(\d+)\s+(?:(\d+)\s+(?:(\S+)\s+)?)?(\S+)\s+(cwd|rtd|txt|mem|mmap|DEL|NOFD|ltx|pd|jld|tr|err|\d+)([rwu-]?)([NrRwWuUx]?)\s+(.*)$/;
/** Types that lsof knows; without one of them a row of ps would pass for one of lsof. */
const FILE = /^(REG|DIR|CHR|BLK|FIFO|PIPE|LINK|DOOR|KQUEUE|PSXSHM|PSXSEM|CHAN|NPOLICY|systm|unix|IPv4|IPv6|sock|a_inode|netlink|unknown|pack|raw6?|inet)\s+(.*)$/;
const REST = /^(?:(\d+,\d+|0x[0-9a-f]+|\d+)\s+)?(?:(0t\d+|0x[0-9a-f]+|\d+)\s+)?(?:(\d+|TCP|UDP|UDPLITE|ICMP|ICMPV6|IP|ST)\s+)?(.*)$/;

/** Whether the line has the shape of a row, wherever its cells end. */
export function looksLikeLsofRow(text: string): boolean {
  const shape = SHAPE.exec(text);
  return shape !== null && (shape[6] === 'NOFD' || FILE.test(shape[9] ?? ''));
}

/** Reads a row by the shape of its words, for listings without titles and rows that do not keep to them; false when it has no such shape. OF-03 */
export function readLsofRowByShape(text: string, line: number, rows: FileRows): boolean {
  const shape = looksLikeLsofRow(text) ? SHAPE.exec(text) : null;
  if (!shape) return false;
  const [, command = '', pid = '', tid, taskCommand, user = '', fd = '', mode = '', lock = '', rest = ''] = shape;
  const [, type = '', file = rest] = FILE.exec(rest) ?? [];
  const [, device = '', size = '', node = '', name = ''] = type === 'unknown' || fd === 'NOFD' ? ['', '', '', '', file] : (REST.exec(file) ?? ['', '', '', '', file]);
  const encoder = new TextEncoder();
  rows.begin(line);
  rows.setNumber(NUMBER.pid, Number(pid));
  if (tid !== undefined) rows.setNumber(NUMBER.tid, Number(tid));
  for (const [column, value] of [[TEXT.command, command], [TEXT.taskCommand, taskCommand ?? ''], [TEXT.user, user], [TEXT.fd, fd], [TEXT.mode, mode], [TEXT.lock, lock], [TEXT.type, type], [TEXT.device, device]] as const) {
    if (value !== '') rows.setCode(column, rows.codeOf(column, value));
  }
  const nodeBytes = encoder.encode(node);
  setNode(rows, nodeBytes, 0, nodeBytes.length);
  const sizeBytes = encoder.encode(size);
  setSizeOrOffset(rows, sizeBytes, 0, sizeBytes.length, false);
  const nameBytes = encoder.encode(name.trimEnd());
  setName(rows, nameBytes, 0, nameBytes.length);
  return true;
}
