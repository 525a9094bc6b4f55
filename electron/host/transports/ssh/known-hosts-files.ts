import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, textOf } from '../../host-errors.ts';
import { knownHostLine, parseKnownHosts, type KnownHostsFile } from './known-hosts.ts';

/** A known_hosts file that is there but cannot be read: nothing may be trusted then. */
export class UnreadableKnownHosts extends Error {
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(errnoOf(cause) || textOf(cause));
    this.name = 'UnreadableKnownHosts';
    this.file = file;
  }
}

/** All files together; a file that does not exist holds nothing. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHostsFile> {
  const read = await Promise.all(files.map(readOne));
  return { entries: read.flatMap(({ entries }) => entries), malformed: read.flatMap(({ malformed }) => malformed) };
}

async function readOne(file: string): Promise<KnownHostsFile> {
  try {
    return parseKnownHosts(await readFile(file, 'latin1'), file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { entries: [], malformed: [] };
    throw new UnreadableKnownHosts(file, error);
  }
}

/** Adds a key to Borescope's own file; the user's files are only ever read. */
export async function appendKnownHost(file: string, name: string, key: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, knownHostLine(name, key), { mode: 0o600 });
}
