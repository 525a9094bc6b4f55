import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message, type Message } from '../../shared/base/message.ts';
import { leftOutMessage, memberPath, type LeftOut } from '../../shared/evidence/left-out.ts';
import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import { archiveTypeAt } from './archives/archive-type.ts';
import { unpackArchive } from './archives/unpack-archive.ts';
import { isBundle } from './bundle/bundle-seal.ts';
import { extractBundle } from './bundle/extract-bundle.ts';
import { captureFiles, filesInCaptureFolder, type CaptureFiles } from './case-store/case-layout.ts';
import { readCapture } from './case-store/capture-file.ts';
import { isRegularFile, listFiles } from './case-store/list-files.ts';
import { readManifest } from './case-store/manifest-file.ts';
import { asHostError, errnoOf } from './host-errors.ts';
import type { ScratchFolder } from './scratch-folder.ts';

/** Why a path, or a part of it, is not read; the words are for people. */
export type PathProblem = {
  readonly code: string;
  readonly what: string;
};

/** One file that a path stands for. */
export interface NamedFile {
  /** As it was given or found, a member as `archive!/member`; names it in answers. */
  readonly path: string;
  readonly bytesAt: string;
  readonly provenance: RawCapture | null;
  /** The archive it came in and its path there; null for files of their own. */
  readonly archive: { readonly path: string; readonly member: string } | null;
  /** The case that holds it wants it read without taking envelopes off. */
  readonly isReadAsIs: boolean;
  /** The case that holds it wants times taken as its target told them. */
  readonly clocksAsTold: boolean;
  /** Set for what cannot be read; its bytes are not looked at. */
  readonly problem: PathProblem | null;
}

export interface Expansion {
  readonly scratch: ScratchFolder;
  readonly say: (sentence: Message) => string;
}

/** The files that a path stands for: those of a folder, an archive, a case or a bundle. What was left out is in the list, with why. */
export async function expandPath(given: string, how: Expansion): Promise<readonly NamedFile[]> {
  const found = await stat(given).catch((error: unknown) => errnoOf(error) || 'unreadable');
  if (typeof found === 'string') return [unread(given, 'unreadable', found)];
  if (found.isFile()) return expandFile(given, how);
  if (!found.isDirectory()) return [unread(given, 'unreadable', 'not a regular file')];
  const manifest = await readManifest(given).catch(() => null);
  if (manifest !== null) return evidenceOfCase(given);
  const own = filesInCaptureFolder(given);
  if (await isRegularFile(own.capture)) return [await evidenceOf(own)];
  try {
    const files = await listFiles(given);
    if (files.length === 0) return [unread(given, 'unreadable', 'empty folder')];
    const all: NamedFile[] = [];
    for (const file of files) all.push(...(await expandFile(file.path, how)));
    return all;
  } catch (error) {
    const { data } = asHostError(error);
    if (data.code === 'bad-input') throw error;
    return [unread(given, 'unreadable', data.details || data.message.key)];
  }
}

function plain(path: string): NamedFile {
  return { path, bytesAt: path, provenance: null, archive: null, isReadAsIs: false, clocksAsTold: false, problem: null };
}

function unread(path: string, code: string, what: string): NamedFile {
  return { ...plain(path), problem: { code, what } };
}

async function expandFile(file: string, how: Expansion): Promise<readonly NamedFile[]> {
  // One that cannot be read is said when it is read.
  const type = await archiveTypeAt(file).catch(() => null);
  if (await isBundle(file)) return evidenceOfBundle(file, how);
  if (type === null) return [plain(file)];
  const { members, leftOut } = await unpackArchive(file, file, type, await how.scratch.folder());
  const read = members.map(({ member, file: bytesAt }): NamedFile => ({ ...plain(memberPath(file, member)), bytesAt, archive: { path: file, member } }));
  if (read.length === 0 && leftOut.length === 0) return [unread(file, 'unreadable', how.say(message('archive.empty')))];
  return [...read, ...leftOut.map((row) => ofLeftOut(row, how))];
}

function ofLeftOut(row: LeftOut, { say }: Expansion): NamedFile {
  return { ...unread(memberPath(row.source, row.member), row.reason, say(leftOutMessage(row))), archive: { path: row.source, member: row.member } };
}

async function evidenceOfBundle(file: string, { scratch, say }: Expansion): Promise<readonly NamedFile[]> {
  const folder = await scratch.folder();
  const faults = await extractBundle(file, folder, path.basename(file));
  const broken = faults.map(({ path: member, state }) => unread(memberPath(file, member), state, say(message(`fault.${state}`))));
  const evidence = (await evidenceOfCase(folder)).map((one) => ({ ...one, path: memberPath(file, path.relative(folder, one.path).split(path.sep).join('/')) }));
  // Of one that could not be unpacked at all only that is told: it is not an empty file.
  const damaged = new Set(broken.filter(({ problem }) => problem?.code === 'damaged').map((one) => one.path));
  const nothing = await Promise.all(evidence.map(async (one) => damaged.has(one.path) && (await stat(one.bytesAt)).size === 0));
  return [...evidence.filter((_, i) => nothing[i] !== true), ...broken];
}

async function evidenceOfCase(folder: string): Promise<readonly NamedFile[]> {
  const manifest = await readManifest(folder);
  return Promise.all(manifest.captures.map((id) => evidenceOf(captureFiles(folder, id), { isReadAsIs: manifest.readAsIs?.includes(id) ?? false, clocksAsTold: manifest.clocksAsTold ?? false })));
}

/** A case folder, or the folder of one capture in it, stands for its evidence. */
async function evidenceOf(files: CaptureFiles, wanted = { isReadAsIs: false, clocksAsTold: false }): Promise<NamedFile> {
  const isThere = await isRegularFile(files.stdout);
  const provenance = await readCapture(files.capture);
  return { ...plain(files.stdout), provenance, ...wanted, problem: isThere ? null : { code: 'unreadable', what: 'ENOENT' } };
}
