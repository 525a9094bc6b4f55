import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import type { OpenFiles } from '../artifacts/open-files/model.ts';
import type { SocketListing } from '../artifacts/sockets/model.ts';
import { numberAt, textAt } from '../base/column-table-builder.ts';
import type { ArtifactId } from '../base/ids.ts';
import { pairInTime } from './pair-in-time.ts';

/** A socket and the file descriptor of the process that holds it. */
export interface SocketOwner {
  /** Row of the socket listing. */
  readonly socket: number;
  readonly artifact: ArtifactId;
  /** Row of the list of open files. */
  readonly file: number;
  readonly line: number;
  readonly pid: number | null;
  readonly command: string | null;
  readonly fd: string | null;
  /** High by inode; medium by address and ports, where no inode is printed. */
  readonly confidence: 'high' | 'medium';
}

/** Joins the sockets of `listings[index]` with the open files of its time: by inode, else by both ends of the connection and the process. CR-03 */
export function socketOwners(listings: readonly LoadedArtifact<SocketListing>[], index: number, lists: readonly LoadedArtifact<OpenFiles>[]): readonly SocketOwner[] {
  const listing = listings[index];
  const list = pairInTime(listings, index, lists);
  if (listing === undefined || list === null) return [];
  const { table } = listing.parsed.model;
  const files = new SocketFiles(list.parsed.model);
  return Array.from({ length: table.rowCount }, (_, socket) => socket).flatMap((socket): readonly SocketOwner[] => {
    const inode = numberAt(table.columns.inode, socket);
    const pid = numberAt(table.columns.pid, socket);
    const byInode = inode === null || inode === 0 ? undefined : files.byInode(inode, pid);
    const file = byInode ?? (files.mayHavePort(table.columns.localPort.values[socket] ?? Number.NaN) ? files.byEnds(endsOf(listing.parsed.model, socket), pid) : undefined);
    if (file === undefined) return [];
    const { columns, firstLine } = list.parsed.model.table;
    return [{ socket, artifact: list.id, file, line: firstLine[file] ?? 0, pid: numberAt(columns.pid, file), command: textAt(columns.command, file), fd: textAt(columns.fd, file), confidence: byInode === undefined ? 'medium' : 'high' }];
  });
}

class SocketFiles {
  readonly #files: OpenFiles;
  readonly #byInode = new Map<number, number[]>();
  readonly #byName = new Map<string, number[]>();
  readonly #localPorts = new Set<number>();

  constructor(files: OpenFiles) {
    this.#files = files;
    const { columns, rowCount } = files.table;
    for (let row = 0; row < rowCount; row++) {
      const inode = inodeOf(files, row);
      if (inode !== null) put(this.#byInode, inode, row);
      const name = textAt(columns.name, row);
      if (name === null || !name.includes(':')) continue;
      put(this.#byName, name.replace(/\s*\([A-Z_0-9]+\)$/, ''), row);
      this.#localPorts.add(Number(/:(\d+)(?:->|\s|$)/.exec(name)?.[1] ?? Number.NaN));
    }
  }

  byInode(inode: number, pid: number | null): number | undefined {
    return this.#ofProcess(this.#byInode.get(inode), pid);
  }

  /** Most sockets of a host are in no list of one process: their ends need not be written out. */
  mayHavePort(local: number): boolean {
    return this.#localPorts.has(local);
  }

  byEnds(name: string | null, pid: number | null): number | undefined {
    return name === null ? undefined : this.#ofProcess(this.#byName.get(name), pid);
  }

  #ofProcess(rows: readonly number[] | undefined, pid: number | null): number | undefined {
    return rows?.find((row) => pid === null || numberAt(this.#files.table.columns.pid, row) === pid);
  }
}

/** `socket:[12345]` of /proc; lsof's DEVICE of an Internet socket. */
function inodeOf({ table: { columns } }: OpenFiles, row: number): number | null {
  const inode = /^socket:\[(\d+)\]$/.exec(textAt(columns.name, row) ?? '')?.[1];
  if (inode !== undefined) return Number(inode);
  const type = textAt(columns.type, row) ?? '';
  const device = textAt(columns.device, row) ?? '';
  return /^(?:IPv[46]|sock|unix)$/i.test(type) && /^\d+$/.test(device) ? Number(device) : null;
}

/** As lsof writes a connection: `10.0.0.1:5432->10.0.0.2:8080`. */
function endsOf({ table: { columns } }: SocketListing, row: number): string | null {
  const end = (side: 'local' | 'remote'): string | null => {
    const address = textAt(columns[`${side}Address`], row);
    const port = numberAt(columns[`${side}Port`], row);
    if (address === null || port === null) return null;
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return `${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
  };
  const [local, remote] = [end('local'), end('remote')];
  if (local === null) return null;
  return remote === null ? local.replace(/^0\.0\.0\.0|^\[::\]/, '*') : `${local}->${remote}`;
}

function put<Key>(map: Map<Key, number[]>, key: Key, row: number): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}
