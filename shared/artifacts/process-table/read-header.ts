import { skipBlanks, skipWord } from './scan-numbers.ts';

/** What a column holds; `name` is a command without arguments before the whole `command`; `name` and `other` are passed over. */
export type Field = 'pid' | 'tid' | 'tgid' | 'ppid' | 'user' | 'cpu' | 'mem' | 'rss' | 'vsz' | 'state' | 'start' | 'elapsed' | 'time' | 'threads' | 'name' | 'command' | 'other';

const FIELDS: Readonly<Record<string, Field>> = {
  PID: 'pid', LWP: 'tid', TID: 'tid', SPID: 'tid', TGID: 'tgid', PPID: 'ppid',
  USER: 'user', UID: 'user', EUSER: 'user', RUSER: 'user', UNAME: 'user', EUID: 'user', RUID: 'user',
  '%CPU': 'cpu', PCPU: 'cpu', C: 'cpu', '%MEM': 'mem', PMEM: 'mem',
  RSS: 'rss', RES: 'rss', RSZ: 'rss', RSIZE: 'rss', VSZ: 'vsz', VIRT: 'vsz', VSIZE: 'vsz',
  STAT: 'state', S: 'state', STATE: 'state', START: 'start', STIME: 'start', STARTED: 'start', ELAPSED: 'elapsed',
  TIME: 'time', 'TIME+': 'time', CPUTIME: 'time', NLWP: 'threads', THCNT: 'threads', TH: 'threads',
  COMMAND: 'command', CMD: 'command', COMM: 'command', ARGS: 'command',
};

/** Columns of lsof, netstat, ss and the like, which list process ids too. */
const FOREIGN = new Set(['FD', 'NODE', 'DEVICE', 'TYPE', 'NAME', 'PROTO', 'IMAGE', 'CONTAINER', 'SIZE/OFF']);

export interface HeaderColumn {
  readonly field: Field;
  /** Byte offset of the column's title in its line. */
  readonly offset: number;
}

export interface Header {
  readonly columns: readonly HeaderColumn[];
  /** Index of the column whose text may hold spaces; -1 where there is none. */
  readonly commandIndex: number;
}

/** Whether a line may be a header, told before anything of it is decoded: it holds `PID`, `LWP` or `TID`. */
function mayBeHeader(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 2 < end; at++) {
    const byte = bytes[at];
    if (byte === 80 && bytes[at + 1] === 73 && bytes[at + 2] === 68) return true;
    if (byte === 76 && bytes[at + 1] === 87 && bytes[at + 2] === 80) return true;
    if (byte === 84 && bytes[at + 1] === 73 && bytes[at + 2] === 68) return true;
  }
  return false;
}

/** Longest header that is worth a look: ps with every column it knows. */
const LONGEST_HEADER = 2000;

/** Reads the line of column titles of ps or top; null for anything else. `isTop` allows for translated titles. PT-02 */
export function readHeader(bytes: Uint8Array, start: number, end: number, isTop: boolean): Header | null {
  if (end - start > LONGEST_HEADER || !mayBeHeader(bytes, start, end)) return null;
  const words: { readonly text: string; readonly offset: number }[] = [];
  for (let at = skipBlanks(bytes, start, end); at < end; ) {
    const wordEnd = skipWord(bytes, at, end);
    words.push({ text: new TextDecoder().decode(bytes.subarray(at, wordEnd)), offset: at - start });
    at = skipBlanks(bytes, wordEnd, end);
  }
  if (words.length < 2 || words.some(({ text }) => /[a-z]/.test(text) || FOREIGN.has(text))) return null;
  const titles = words.map(({ text }) => text);
  // BSD indents the UID of `ps -ef`, Linux does not.
  const isBsd = titles[0] === 'UID' && words[0]?.offset !== 0;
  const columns = words.map(({ text, offset }, i): HeaderColumn => ({ field: fieldOf(text, i, titles, { isTop, isBsd }), offset }));
  const has = (field: Field): boolean => columns.some((column) => column.field === field);
  if (!(has('pid') || has('tid')) || !(has('command') || has('time') || has('cpu') || has('state'))) return null;
  return { columns, commandIndex: columns.findLastIndex(({ field }) => field === 'command') };
}

function fieldOf(title: string, index: number, titles: readonly string[], { isTop, isBsd }: { readonly isTop: boolean; readonly isBsd: boolean }): Field {
  const field = Object.hasOwn(FIELDS, title) ? FIELDS[title] : undefined;
  if (field === 'command' && index < titles.length - 1 && FIELDS[titles[index + 1] ?? ''] === 'command') return 'name';
  // Whole percents on Linux; on BSD a figure of the scheduler.
  if (title === 'C') return isBsd || titles.includes('%CPU') ? 'other' : 'cpu';
  if (field !== undefined) return titles.indexOf(title) === index || field === 'command' ? field : 'other';
  if (!isTop) return 'other';
  if (title.endsWith('+')) return 'time';
  if (index === titles.length - 1) return 'command';
  return index === 1 ? 'user' : 'other';
}
