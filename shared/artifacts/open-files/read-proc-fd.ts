import { NUMBER, setName, TEXT, type FileRows } from './file-rows.ts';

/** `lrwx------ 1 root root 64 Nov 21 16:05 12 -> socket:[4711]`; the date is printed in any way. */
const LINK = /^l([r-])([w-])x[-rwx]*[.+@]? +\d+ +(\S+) +(?:\S+) .*? (?:\/proc\/\d+\/)?(\d+|cwd|exe|root) -> (.*)$/;
/** `stat -L -c '%n %s %i %d %h %F'` */
const STAT = /^\/proc\/(\d+)\/(?:fd\/)?(\d+|cwd|exe|root) (\d+) (\d+) (\d+) (\d+) (.*)$/;
/** `grep ^pos: /proc/PID/fdinfo/*` */
const POSITION = /^\/proc\/(\d+)\/fdinfo\/(\d+):pos:\s*(\d+)/;
const TYPES: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^regular/, 'REG'],
  [/^directory/, 'DIR'],
  [/^character/, 'CHR'],
  [/^block/, 'BLK'],
  [/^fifo/, 'FIFO'],
  [/^socket/, 'sock'],
];
/** lsof's words for what is no descriptor. */
const FD_WORDS: Readonly<Record<string, string>> = { cwd: 'cwd', exe: 'txt', root: 'rtd' };

/** Reads what /proc tells of descriptors: the links of /proc/PID/fd, and sizes, types and offsets that were asked for beside them. OF-07 */
export class ProcFdReader {
  readonly #rows: FileRows;
  readonly #rowOf = new Map<string, number>();
  #pid = Number.NaN;
  #command: string | null = null;

  constructor(rows: FileRows) {
    this.#rows = rows;
  }

  /** Rows from here on are those of this process. */
  enter(pid: number): void {
    if (pid !== this.#pid) this.#command = null;
    this.#pid = pid;
  }

  get pid(): number {
    return this.#pid;
  }

  nameCommand(command: string): void {
    this.#command = command;
  }

  readLink(text: string, line: number): boolean {
    const link = LINK.exec(text);
    if (!link) return false;
    const [, reads, writes, user = '', fd = '', target = ''] = link;
    const rows = this.#rows;
    rows.begin(line);
    this.#rowOf.set(`${this.#pid} ${fd}`, rows.rowCount - 1);
    rows.setNumber(NUMBER.pid, this.#pid);
    if (this.#command !== null) this.#set(TEXT.command, this.#command);
    this.#set(TEXT.user, user);
    this.#set(TEXT.fd, FD_WORDS[fd] ?? fd);
    if (!(fd in FD_WORDS)) this.#set(TEXT.mode, modeOf(reads === 'r', writes === 'w'));
    const bytes = new TextEncoder().encode(target);
    setName(rows, bytes, 0, bytes.length);
    const special = /^(socket|pipe):\[(\d+)\]$/.exec(target);
    if (special) {
      this.#set(TEXT.type, special[1] === 'pipe' ? 'FIFO' : 'sock');
      rows.setNumber(NUMBER.inode, Number(special[2]));
    } else if (target.startsWith('anon_inode:')) this.#set(TEXT.type, 'a_inode');
    return true;
  }

  /** The size counts for files; a deleted one has it too. */
  readStat(text: string): boolean {
    const stat = STAT.exec(text);
    if (!stat) return false;
    const [, pid = '', fd = '', size = '', inode = '', device = '', links = '', kind = ''] = stat;
    const row = this.#rowOf.get(`${pid} ${fd}`);
    if (row === undefined) return true;
    const type = TYPES.find(([pattern]) => pattern.test(kind))?.[1];
    const rows = this.#rows;
    if (type !== undefined && rows.codeAt(TEXT.type, row) === 0) rows.setCode(TEXT.type, rows.codeOf(TEXT.type, type), row);
    if (type === 'REG' || type === 'DIR') rows.setNumber(NUMBER.sizeBytes, Number(size), row);
    rows.setNumber(NUMBER.links, Number(links), row);
    rows.setNumber(NUMBER.inode, Number(inode), row);
    rows.setCode(TEXT.device, rows.codeOf(TEXT.device, deviceText(Number(device))), row);
    return true;
  }

  readPosition(text: string): boolean {
    const position = POSITION.exec(text);
    if (!position) return false;
    const row = this.#rowOf.get(`${position[1]} ${position[2]}`);
    if (row !== undefined) this.#rows.setNumber(NUMBER.offsetBytes, Number(position[3]), row);
    return true;
  }

  #set(column: number, text: string): void {
    if (text !== '') this.#rows.setCode(column, this.#rows.codeOf(column, text));
  }
}

/** The permissions of the link are the mode of the descriptor. */
function modeOf(reads: boolean, writes: boolean): string {
  if (reads && writes) return 'u';
  if (writes) return 'w';
  return reads ? 'r' : '';
}

/** Linux' device number as lsof prints it: `254,0`. */
function deviceText(device: number): string {
  return `${(device >>> 8) & 0xfff},${(device & 0xff) | ((device >>> 12) & 0xfff00)}`;
}
