import { assertNever } from '../../base/assert-never.ts';
import type { SocketSource } from './model.ts';

/** What the rows that follow look like. `no-sockets`: a part of netstat's output that lists something else; `fd` and `comm`: helpers of /proc. */
export type SectionId = 'netstat' | 'netstat-unix' | 'bsd' | 'bsd-unix' | 'bsd-kernel' | 'windows' | 'ss' | 'proc-inet' | 'proc-unix' | 'fd' | 'comm' | 'no-sockets';

export interface SectionStart {
  readonly id: SectionId;
  /** The line as it stands: titles of columns, or a name of a file. */
  readonly header: string;
  /** Each comes once in a listing: the same again begins another listing. */
  readonly key: string;
}

/** tail and our recipes print it before each file. */
const FILE_MARK = /^==> (.*\/)?([a-z0-9]+) <==$/;

/** Longer lines are no titles. */
export const LONGEST_TITLE = 400;

const TITLES: readonly { readonly id: SectionId; readonly pattern: RegExp }[] = [
  { id: 'netstat-unix', pattern: /^Proto\s+RefCnt\s+Flags\s+Type\s+State\s+I-Node/ },
  { id: 'bsd-unix', pattern: /^Address\s+Type\s+Recv-Q\s+Send-Q\s+Inode\s+Conn/ },
  { id: 'bsd-kernel', pattern: /^(?:pcb\s+)?Proto\s+Recv-Q\s+Send-Q\s+(?:vendor|unit|rxbytes)\b/ },
  { id: 'no-sockets', pattern: /^(?:kctlref\s+id\s+unit|Proto\/ID\s+Flags|id\s+flags\s+pcbcount)\b/ },
  { id: 'bsd', pattern: /^(?:(?:Tcpcb|Socket|PCB\/ADDR|PCB)\s+)?(?:Flowhash\s+)?Proto\s+(?:Recv-Q\s+Send-Q|Rexmit\s+OOORcv\s+0-win)\s+Local Address\s+Foreign Address(?:\s+\(state\)|\s+R-MBUF|\s*$)/ },
  { id: 'netstat', pattern: /^Proto\s+Recv-Q\s+Send-Q\s+Local Address\s+Foreign Address\s+State\b/ },
  { id: 'windows', pattern: /^Proto\s+Local Address\s+Foreign Address\s+State\b/ },
  { id: 'ss', pattern: /^(?:Netid\s*)?(?:State\s*)?Recv-Q\s*Send-Q\s*Local Address:\s*Port\s*Peer Address:\s*Port/ },
  { id: 'proc-inet', pattern: /^sl\s+local_address\s+rem(?:ote)?_address\s+st\s+tx_queue/ },
  { id: 'proc-unix', pattern: /^Num\s+RefCount\s+Protocol\s+Flags\s+Type\s+St\s+Inode/ },
];

/** netstat prints such a line before the titles of its columns. */
const ANNOUNCEMENTS: readonly { readonly id: SectionId; readonly pattern: RegExp }[] = [
  { id: 'no-sockets', pattern: /^(?:Registered kernel control modules|Active Multipath Internet connections)\s*$/ },
  { id: 'bsd-kernel', pattern: /^Active kernel (?:event|control) sockets\s*$/ },
  { id: 'netstat', pattern: /^Active Internet connections(?: \(.*\))?\s*$/ },
  { id: 'netstat-unix', pattern: /^Active (?:UNIX|LOCAL \(UNIX\)) domain sockets(?: \(.*\))?\s*$/ },
  { id: 'windows', pattern: /^Active Connections\s*$/ },
];

/** What a line says about the rows after it; null for one that says nothing. */
export function sectionStart(text: string): SectionStart | null {
  const line = text.trim();
  const file = FILE_MARK.exec(line);
  if (file) return fileSection(line, file[2] ?? '', (file[1] ?? '').endsWith('net/'));
  const title = TITLES.find(({ pattern }) => pattern.test(line));
  if (title) return { id: title.id, header: text, key: line.replaceAll(/\s+/g, ' ') };
  const announcement = ANNOUNCEMENTS.find(({ pattern }) => pattern.test(line));
  return announcement ? { id: announcement.id, header: text, key: line.replace(/ \(.*/, '') } : null;
}

/** The protocol of a file of /proc/net; null for another file. */
export function procProtocol(header: string): string | null {
  const name = FILE_MARK.exec(header.trim())?.[2] ?? '';
  return /^(?:tcp|udp|raw|icmp|udplite)6?$/.test(name) ? name : null;
}

function fileSection(line: string, name: string, isNet: boolean): SectionStart | null {
  if (name === 'fd') return { id: 'fd', header: line, key: line };
  if (name === 'comm') return { id: 'comm', header: line, key: line };
  if (name === 'unix' && isNet) return { id: 'proc-unix', header: line, key: line };
  return procProtocol(line) === null ? null : { id: 'proc-inet', header: line, key: line };
}

export function sourceOf(id: SectionId): SocketSource | null {
  switch (id) {
    case 'netstat':
    case 'netstat-unix':
      return 'netstat';
    case 'bsd':
    case 'bsd-unix':
    case 'bsd-kernel':
      return 'netstat-bsd';
    case 'windows':
      return 'netstat-windows';
    case 'ss':
      return 'ss';
    case 'proc-inet':
    case 'proc-unix':
      return 'proc-net';
    case 'fd':
    case 'comm':
    case 'no-sockets':
      return null;
    default:
      return assertNever(id);
  }
}
