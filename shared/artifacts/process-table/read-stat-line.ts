import { integerAt, isDigit, skipBlanks, skipWord } from './scan-numbers.ts';

/** What is used of a line of /proc/PID/stat; one object is used again for every line. See proc(5). */
export interface StatFields {
  pid: number;
  nameStart: number;
  nameEnd: number;
  stateStart: number;
  ppid: number;
  /** utime + stime, in ticks. */
  cpuTicks: number;
  threads: number;
  /** In ticks since boot. */
  startTicks: number;
  vszBytes: number;
  rssPages: number;
}

export function emptyStatFields(): StatFields {
  return { pid: 0, nameStart: 0, nameEnd: 0, stateStart: 0, ppid: 0, cpuTicks: 0, threads: 0, startTicks: 0, vszBytes: 0, rssPages: 0 };
}

const OPEN = 40;
const CLOSE = 41;
const RSS_FIELD = 24;

/** Reads `10223 (java) S 1 …`; the name may hold spaces and parentheses, so that the last one ends it. PT-06 */
export function readStatLine(bytes: Uint8Array, start: number, end: number, fields: StatFields): boolean {
  const pidEnd = skipWord(bytes, start, end);
  if (!isDigit(bytes[start]) || bytes[pidEnd + 1] !== OPEN) return false;
  fields.pid = integerAt(bytes, start, pidEnd);
  let close = end - 1;
  while (close > pidEnd && bytes[close] !== CLOSE) close -= 1;
  if (Number.isNaN(fields.pid) || close <= pidEnd + 1) return false;
  fields.nameStart = pidEnd + 2;
  fields.nameEnd = close;
  fields.stateStart = close + 2;
  fields.cpuTicks = 0;
  let at = close + 1;
  for (let field = 3; field <= RSS_FIELD; field++) {
    at = skipBlanks(bytes, at, end);
    const wordEnd = skipWord(bytes, at, end);
    if (wordEnd === at) return false;
    if (field > 3 && !take(field, integerAt(bytes, at, wordEnd), fields)) return false;
    at = wordEnd;
  }
  return true;
}

/** Numbers that may be negative (tty, priority, nice) come as NaN and are not used. */
function take(field: number, value: number, fields: StatFields): boolean {
  switch (field) {
    case 4:
      fields.ppid = value;
      break;
    case 14:
    case 15:
      fields.cpuTicks += value;
      break;
    case 20:
      fields.threads = value;
      break;
    case 22:
      fields.startTicks = value;
      break;
    case 23:
      fields.vszBytes = value;
      break;
    case 24:
      fields.rssPages = value;
      break;
    default:
      return true;
  }
  return !Number.isNaN(value);
}
