import { asciiBytes, startsWith } from '../../base/byte-scan.ts';
import { ColumnTableBuilder } from '../../base/column-table-builder.ts';
import { FILE_NUMBERS, FILE_TEXTS, type FileNumber, type FileText } from './model.ts';

const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const DELETED = asciiBytes('(deleted)');
/** Longer words in parentheses are no state. */
const LONGEST_STATE = 14;

const numberColumn = (name: FileNumber): number => FILE_NUMBERS.indexOf(name);
const textColumn = (name: FileText): number => FILE_TEXTS.indexOf(name);

/** Where each column stands in the builder. */
export const NUMBER = { pid: numberColumn('pid'), tid: numberColumn('tid'), inode: numberColumn('inode'), sizeBytes: numberColumn('sizeBytes'), offsetBytes: numberColumn('offsetBytes'), links: numberColumn('links'), deleted: numberColumn('deleted') } as const;
export const TEXT = {
  command: textColumn('command'), taskCommand: textColumn('taskCommand'), user: textColumn('user'), fd: textColumn('fd'), mode: textColumn('mode'), lock: textColumn('lock'),
  type: textColumn('type'), device: textColumn('device'), node: textColumn('node'), name: textColumn('name'), state: textColumn('state'),
} as const;

export type FileRows = ColumnTableBuilder<FileNumber, FileText>;

export function createFileRows(): FileRows {
  return new ColumnTableBuilder<FileNumber, FileText>(FILE_NUMBERS, FILE_TEXTS);
}

/** The name as printed, and what its end tells: ` (deleted)`, ` (ESTABLISHED)`. OF-05 */
export function setName(rows: FileRows, bytes: Uint8Array, start: number, end: number): void {
  rows.setText(TEXT.name, bytes, start, end);
  if (bytes[end - 1] !== CLOSE_PARENTHESIS) return;
  if (startsWith(bytes, end - DELETED.length, end, DELETED) && end - DELETED.length > start) {
    rows.setNumber(NUMBER.deleted, 1);
    return;
  }
  let open = end - 2;
  while (open > start && isStateByte(bytes[open] as number)) open -= 1;
  if (bytes[open] === OPEN_PARENTHESIS && open > start && end - open < LONGEST_STATE + 2 && end - open > 3) rows.setText(TEXT.state, bytes, open + 1, end - 1);
}

/** Capital letters, digits and `_`. */
function isStateByte(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 48 && byte <= 57);
}

/** Longer inodes, which some file systems have, a number does not hold exactly: they stay text. */
const LONGEST_INODE = 15;

/** NODE: an inode, or a word. */
export function setNode(rows: FileRows, bytes: Uint8Array, start: number, end: number): void {
  if (end <= start) return;
  const inode = end - start <= LONGEST_INODE ? numberOf(bytes, start, end, 10) : Number.NaN;
  if (Number.isNaN(inode)) rows.setText(TEXT.node, bytes, start, end);
  else rows.setNumber(NUMBER.inode, inode);
}

/** `4096`, `0t123`, `0x7b`: a size, or an offset in decimal or hexadecimal. OF-04 */
export function setSizeOrOffset(rows: FileRows, bytes: Uint8Array, start: number, end: number, isOffset: boolean): void {
  if (end <= start) return;
  const marker = bytes[start] === 48 && end - start > 2 ? (bytes[start + 1] as number) : 0;
  if (marker === 116) rows.setNumber(NUMBER.offsetBytes, numberOf(bytes, start + 2, end, 10));
  else if (marker === 120) rows.setNumber(NUMBER.offsetBytes, numberOf(bytes, start + 2, end, 16));
  else rows.setNumber(isOffset ? NUMBER.offsetBytes : NUMBER.sizeBytes, numberOf(bytes, start, end, 10));
}

function numberOf(bytes: Uint8Array, start: number, end: number, base: 10 | 16): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const digit = byte <= 57 ? byte - 48 : (byte | 32) - 87;
    if (digit < 0 || digit >= base) return Number.NaN;
    value = value * base + digit;
  }
  return value;
}
