import { asciiBytes, decimalAt, findText, wordEnd } from '../../base/byte-scan.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';

const QUOTE = 34;
const CLOSE_PARENTHESIS = 41;
const OPEN_PARENTHESIS = 40;
const INODE = asciiBytes(' ino:');
const UID = asciiBytes(' uid:');
const TIMER = asciiBytes('timer:(');
const RTT = asciiBytes(' rtt:');
const RETRANS = asciiBytes(' retrans:');
const LAST_SENT = asciiBytes(' lastsnd:');
const LAST_RECEIVED = asciiBytes(' lastrcv:');
/** Names longer than that are none: the list is broken. */
const LONGEST_NAME = 4096;

/** Reads `(("java",pid=1,fd=5),("java",pid=1,fd=9))` and the older `(("sshd",1215,3))`; `start` is at the second parenthesis. Gives where the list ends. SK-08 */
export function readSsOwners(bytes: Uint8Array, start: number, end: number, rows: SocketRows): number {
  let at = start;
  let others = '';
  let isFirst = true;
  let firstPid = Number.NaN;
  while (bytes[at] === OPEN_PARENTHESIS && bytes[at + 1] === QUOTE) {
    const nameEnd = closingQuote(bytes, at + 2, end);
    if (nameEnd < 0) return at;
    const owner = readOwnerNumbers(bytes, nameEnd + 2, end);
    if (isFirst) {
      firstPid = owner.pid;
      rows.builder.setText(TEXT.program, bytes, at + 2, nameEnd);
      rows.builder.setNumber(NUMBER.pid, owner.pid);
      rows.builder.setNumber(NUMBER.fd, owner.fd);
      // One owner is the rule, and then there is nothing to write.
    } else if (owner.pid !== firstPid) others += `${others === '' ? '' : ', '}${new TextDecoder().decode(bytes.subarray(at + 2, nameEnd))} ${owner.pid}`;
    isFirst = false;
    at = owner.end + (bytes[owner.end + 1] === 44 ? 2 : 1);
  }
  if (others !== '') rows.setWord(TEXT.otherHolders, others);
  return at;
}

/** A name may hold quotes and parentheses; a comma follows only the quote that ends it. */
function closingQuote(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end - 1, start + LONGEST_NAME);
  for (let at = start; at < limit; at++) {
    const next = bytes[at + 2] as number;
    if (bytes[at] === QUOTE && bytes[at + 1] === 44 && (next === 112 || (next >= 48 && next <= 57))) return at;
  }
  return -1;
}

/** `pid=1,fd=5)` or `1,5)`; `end` is the parenthesis. */
function readOwnerNumbers(bytes: Uint8Array, start: number, end: number): { readonly pid: number; readonly fd: number; readonly end: number } {
  let close = start;
  while (close < end && bytes[close] !== CLOSE_PARENTHESIS) close += 1;
  const [pid = '', fd = ''] = new TextDecoder().decode(bytes.subarray(start, close)).split(',').map((part) => part.replace(/^\w+=/, ''));
  return { pid: numberOf(pid), fd: numberOf(fd), end: close };
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Reads what `-e`, `-o` and `-i` add, on the row's own line or the one after it. Also what is not read belongs to the row. SK-08 */
export function readSsDetails(bytes: Uint8Array, start: number, end: number, rows: SocketRows): void {
  if (end - start < 5) return;
  const number = (label: Uint8Array): number => {
    const at = findText(bytes, start, end, label);
    if (at < 0) return Number.NaN;
    let stop = at + label.length;
    while (stop < end && isDigitOrDot(bytes[stop] as number)) stop += 1;
    return Number.parseFloat(new TextDecoder().decode(bytes.subarray(at + label.length, stop)));
  };
  const set = (column: number, value: number): void => {
    if (!Number.isNaN(value)) rows.builder.setNumber(column, value);
  };
  set(NUMBER.inode, number(INODE));
  const timer = findText(bytes, start, end, TIMER);
  if (timer >= 0) {
    let close = timer;
    while (close < end && bytes[close] !== CLOSE_PARENTHESIS) close += 1;
    rows.builder.setText(TEXT.timer, bytes, timer + TIMER.length, close);
  }
  const uid = findText(bytes, start, end, UID);
  if (uid >= 0) rows.builder.setText(TEXT.user, bytes, uid + UID.length, wordEnd(bytes, uid + UID.length, end));
  set(NUMBER.rttMs, number(RTT));
  set(NUMBER.retransmits, totalRetransmits(bytes, start, end));
  set(NUMBER.lastSentMs, number(LAST_SENT));
  set(NUMBER.lastReceivedMs, number(LAST_RECEIVED));
}

/** `retrans:0/7`: outstanding and in total. */
function totalRetransmits(bytes: Uint8Array, start: number, end: number): number {
  const at = findText(bytes, start, end, RETRANS);
  if (at < 0) return Number.NaN;
  const stop = wordEnd(bytes, at + RETRANS.length, end);
  let slash = at + RETRANS.length;
  while (slash < stop && bytes[slash] !== 47) slash += 1;
  return decimalAt(bytes, slash + 1, stop);
}

function isDigitOrDot(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 46;
}
