import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureId } from '../../shared/base/ids.ts';
import type { CaptureInput, CaptureReading } from '../../shared/engine/engine.ts';
import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import { captureFiles, filesInCaptureFolder, type CaptureFiles } from './case-store/case-layout.ts';
import { readCapture } from './case-store/capture-file.ts';
import { FOLDER_FILE_LIMIT, isRegularFile, listFiles } from './case-store/list-files.ts';
import { readManifest } from './case-store/manifest-file.ts';
import type { RedactedInputs } from './redaction/redacted-inputs.ts';
import { inputOfCapture } from './input-of-capture.ts';
import type { EngineClient } from './engine-client.ts';
import { asHostError, errnoOf, hostError } from './host-errors.ts';

/** A path given to an ad hoc analysis, read or not. */
export interface PathInput {
  readonly capture: CaptureId;
  /** As it was given or found; names it in answers. */
  readonly path: string;
  /** Where the bytes that were read lie: elsewhere for redacted copies. */
  readonly bytesAt: string;
  /** Null when nothing could be read; then `problem` is set. */
  readonly sha256: string | null;
  /** How it was captured, where the path is evidence of a case. */
  readonly provenance: RawCapture | null;
  readonly reading: CaptureReading;
  readonly problem: { readonly code: string; readonly what: string } | null;
}

export interface PathInputs {
  /** The engine scope that holds them. */
  readonly scope: string;
  readonly inputs: readonly PathInput[];
}

/** What the caller asks for, for all files alike. */
export interface HowToRead {
  /** Null = the capture's own, or sniffed. */
  readonly kind: string | null;
  /** False: as they are, without taking envelopes off. */
  readonly isRepaired: boolean;
  /** Null: read the files themselves, not redacted copies of them. */
  readonly redaction: RedactedInputs | null;
}

interface Named {
  readonly path: string;
  readonly bytesAt: string;
  readonly provenance: RawCapture | null;
  /** The case that holds it wants it read without taking envelopes off. */
  readonly isReadAsIs: boolean;
  /** Set for what cannot be read; its bytes are not looked at. */
  readonly problem: { readonly code: string; readonly what: string } | null;
}

/** Reads files and folders into an engine scope of their own, lends it to `use` and drops it. A path that cannot be read stays in the list. */
export async function withPaths<Result>(engine: EngineClient, paths: readonly string[], how: HowToRead, use: (read: PathInputs) => Promise<Result>): Promise<Result> {
  const scope = `paths-${randomUUID()}`;
  try {
    const named = (await Promise.all(paths.map(expand))).flat();
    if (named.length > FOLDER_FILE_LIMIT) throw hostError('bad-input', 'error.too-many-files', { path: paths[0] ?? '', limit: FOLDER_FILE_LIMIT });
    const inputs: PathInput[] = [];
    await how.redaction?.learn(named.filter(({ problem }) => problem === null));
    for (const [i, file] of named.entries()) inputs.push(await readOne(engine, scope, `f${i + 1}` as CaptureId, file, how));
    return await use({ scope, inputs });
  } finally {
    await engine.drop(scope);
  }
}

async function readOne(engine: EngineClient, scope: string, capture: CaptureId, given: Named, { kind, isRepaired, redaction }: HowToRead): Promise<PathInput> {
  const file = redaction === null ? given : await redacted(redaction, given);
  const input = { id: capture, ...describe(file), ...(kind === null ? {} : { kind }), isRepaired: isRepaired && !file.isReadAsIs };
  if (file.problem === null) {
    try {
      const { reading, sha256 } = await engine.readFile(scope, input, file.bytesAt);
      return { capture, path: file.path, bytesAt: file.bytesAt, sha256, provenance: file.provenance, reading, problem: reading.unrecognised };
    } catch (error) {
      const { data } = asHostError(error);
      if (data.code === 'internal' || data.code === 'cancelled') throw error;
      return unreadable(engine, scope, { ...file, problem: { code: 'unreadable', what: data.details } }, input);
    }
  }
  return unreadable(engine, scope, file, input);
}

/** The file as it may be shown: a private copy without secrets, under a name without them. */
async function redacted(redaction: RedactedInputs, file: Named): Promise<Named> {
  const shown = redaction.text(file.path);
  if (file.problem !== null) return { ...file, path: shown, provenance: null, problem: { ...file.problem, what: redaction.text(file.problem.what) } };
  try {
    const copy = await redaction.copy(file);
    return { ...file, path: shown, bytesAt: copy.path, provenance: copy.provenance };
  } catch (error) {
    const code = errnoOf(error);
    if (code === '' || code === 'ENOSPC') throw error;
    return { ...file, path: shown, provenance: null, problem: { code: 'unreadable', what: code } };
  }
}

/** The engine still learns of it, as an input without bytes, so that its input numbers are those of the list. */
async function unreadable(engine: EngineClient, scope: string, file: Named, input: Parameters<EngineClient['readFile']>[1]): Promise<PathInput> {
  const { reading } = await engine.readFile(scope, input, null);
  return { capture: input.id, path: file.path, bytesAt: file.bytesAt, sha256: null, provenance: file.provenance, reading, problem: file.problem };
}

async function expand(given: string): Promise<readonly Named[]> {
  const plain = (file: string): Named => ({ path: file, bytesAt: file, provenance: null, isReadAsIs: false, problem: null });
  const found = await stat(given).catch((error: unknown) => (errnoOf(error) || 'unreadable'));
  if (typeof found === 'string') return [{ ...plain(given), problem: { code: 'unreadable', what: found } }];
  if (!found.isDirectory()) return [found.isFile() ? plain(given) : { ...plain(given), problem: { code: 'unreadable', what: 'not a regular file' } }];
  const manifest = await readManifest(given).catch(() => null);
  if (manifest !== null) return Promise.all(manifest.captures.map((id) => evidenceOf(captureFiles(given, id), manifest.readAsIs?.includes(id))));
  const own = filesInCaptureFolder(given);
  if (await isRegularFile(own.capture)) return [await evidenceOf(own)];
  try {
    const files = await listFiles(given);
    return files.length > 0 ? files.map((file) => plain(file.path)) : [{ ...plain(given), problem: { code: 'unreadable', what: 'empty folder' } }];
  } catch (error) {
    const { data } = asHostError(error);
    if (data.code === 'bad-input') throw error;
    return [{ ...plain(given), problem: { code: 'unreadable', what: data.details || data.message.key } }];
  }
}

/** A case folder, or the folder of one capture in it, stands for its evidence. */
async function evidenceOf(files: CaptureFiles, isReadAsIs = false): Promise<Named> {
  const isThere = await isRegularFile(files.stdout);
  return { path: files.stdout, bytesAt: files.stdout, provenance: await readCapture(files.capture), isReadAsIs, problem: isThere ? null : { code: 'unreadable', what: 'ENOENT' } };
}

/** What the engine is told of a file beside its bytes. */
function describe({ path: file, provenance }: Named): Omit<CaptureInput, 'id'> {
  return provenance === null ? { name: path.basename(file), kind: null, takenAt: null } : inputOfCapture(provenance);
}
