import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../../../../shared/base/message.ts';
import { errnoOf, hostError, textOf } from '../../../host-errors.ts';
import { matchesGlob } from '../host-patterns.ts';
import { splitConfigLine, type ConfigLine } from './split-line.ts';

/** Where a word stands. */
export interface ConfigPlace {
  readonly word: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** A note on a line that is not followed: for people. */
export interface ConfigNote extends ConfigPlace {
  readonly why: string;
}

export type ConfigItem =
  | { readonly type: 'line'; readonly place: ConfigPlace; readonly line: ConfigLine }
  /** In the order in which they are read. */
  | { readonly type: 'include'; readonly place: ConfigPlace; readonly files: readonly ConfigFile[] };

export interface ConfigFile {
  readonly file: string;
  readonly items: readonly ConfigItem[];
}

export interface ConfigFiles {
  readonly files: readonly ConfigFile[];
  /** Malformed lines and Includes that name nothing. */
  readonly notes: readonly ConfigNote[];
}

/** As deep as OpenSSH goes. */
const MAX_DEPTH = 16;

interface Reading {
  readonly homeFolder: string;
  /** Against which a relative Include is resolved. */
  readonly baseFolder: string;
  readonly notes: ConfigNote[];
}

/** Reads the user's file and the system's with all they include. A file that does not exist holds nothing; rejects with HostError for a cycle or an unreadable file, as then nothing is sure. */
export async function readConfigFiles(homeFolder: string, systemFile: string | null): Promise<ConfigFiles> {
  const userFolder = path.join(homeFolder, '.ssh');
  const notes: ConfigNote[] = [];
  const files = [await readConfigFile(path.join(userFolder, 'config'), [], { homeFolder, baseFolder: userFolder, notes })];
  if (systemFile !== null) files.push(await readConfigFile(systemFile, [], { homeFolder, baseFolder: path.dirname(systemFile), notes }));
  return { files, notes };
}

async function readConfigFile(file: string, above: readonly string[], reading: Reading): Promise<ConfigFile> {
  const text = await readText(file);
  const items: ConfigItem[] = [];
  for (const [index, raw] of (text ?? '').split('\n').entries()) {
    const split = splitConfigLine(raw);
    if (split.type === 'empty') continue;
    if (split.type === 'malformed') {
      reading.notes.push({ word: split.word, file, line: index + 1, why: split.why });
      continue;
    }
    const place = { word: split.line.word, file, line: index + 1 };
    if (split.line.word.toLowerCase() !== 'include') items.push({ type: 'line', place, line: split.line });
    else items.push({ type: 'include', place, files: await readIncluded(split.line.args, place, [...above, file], reading) });
  }
  return { file, items };
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw hostError('refused', 'error.ssh-config-unreadable', { file, why: errnoOf(error) || textOf(error) }, { next: message('next.check-permission') });
  }
}

async function readIncluded(patterns: readonly string[], place: ConfigPlace, above: readonly string[], reading: Reading): Promise<ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const pattern of patterns) {
    const absolute = pattern.startsWith('~/') ? path.join(reading.homeFolder, pattern.slice(2)) : path.resolve(reading.baseFolder, pattern);
    const found = await findFiles(absolute);
    if (found.length === 0) reading.notes.push({ ...place, why: `nothing at ${pattern}` });
    for (const file of found) {
      if (above.includes(file) || above.length >= MAX_DEPTH) {
        throw hostError('refused', 'error.ssh-config-cycle', { file: place.file, line: place.line, included: file }, { next: message('next.ssh-config') });
      }
      files.push(await readConfigFile(file, above, reading));
    }
  }
  return files;
}

/** Existing files a pattern names, in order of name; wildcards match no leading dot. */
async function findFiles(pattern: string): Promise<string[]> {
  let found = ['/'];
  for (const part of pattern.split('/').filter(Boolean)) {
    const next = found.map(async (folder) => (/[*?[]/.test(part) ? namesLike(folder, part) : [path.join(folder, part)]));
    found = (await Promise.all(next)).flat();
  }
  const isThere = await Promise.all(found.map((file) => stat(file).then((facts) => facts.isFile(), () => false)));
  return found.filter((_file, i) => isThere[i]);
}

async function namesLike(folder: string, part: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const visible = names.filter((name) => part.startsWith('.') || !name.startsWith('.'));
  return visible.filter((name) => matchesGlob(part, name)).sort().map((name) => path.join(folder, name));
}
