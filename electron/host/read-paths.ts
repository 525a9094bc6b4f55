import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CaptureId } from '../../shared/base/ids.ts';
import type { Language } from '../../shared/base/message.ts';
import { createTranslator } from '../../shared/base/translate.ts';
import type { CaptureInput, CaptureReading } from '../../shared/engine/engine.ts';
import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import { inputOfCapture } from '../../shared/host-api/answers/input-of-capture.ts';
import { HOST_MESSAGES } from '../../shared/host-api/messages.ts';
import { FOLDER_FILE_LIMIT } from './case-store/list-files.ts';
import type { EngineClient } from './engine/engine-client.ts';
import { expandPath, type NamedFile, type PathProblem } from './expand-paths.ts';
import { asHostError, errnoOf, hostError } from './host-errors.ts';
import type { RedactedInputs } from './redaction/redacted-inputs.ts';
import { markSameBytes } from './same-bytes.ts';
import { withScratchFolder } from './scratch-folder.ts';

/** A path given to an ad hoc analysis, or a file found in it, read or not. */
export interface PathInput {
  readonly capture: CaptureId;
  /** As it was given or found, a member as `archive!/member`; names it in answers. */
  readonly path: string;
  /** Where the bytes that were read lie: elsewhere for members of archives and redacted copies. */
  readonly bytesAt: string;
  /** Null when nothing could be read; then `problem` is set. */
  readonly sha256: string | null;
  /** How it was captured, where the path is evidence of a case. */
  readonly provenance: RawCapture | null;
  readonly archive: NamedFile['archive'];
  /** Times are taken as the target told them, without its clock's offset. */
  readonly clocksAsTold: boolean;
  readonly reading: CaptureReading;
  readonly problem: PathProblem | null;
}

export interface PathInputs {
  /** The engine scope that holds them. */
  readonly scope: string;
  readonly inputs: readonly PathInput[];
}

/** Captures of a case that are asked for; null: all there is. */
export type OnlyCaptures = ReadonlySet<CaptureId> | null;

/** What the caller asks for, for all files alike. */
export interface HowToRead {
  /** Null = the capture's own, or sniffed. */
  readonly kind: string | null;
  /** False: as they are, without taking envelopes off. */
  readonly isRepaired: boolean;
  readonly only: OnlyCaptures;
  /** Null: read the files themselves, not redacted copies of them. */
  readonly redaction: RedactedInputs | null;
  /** For the reasons why something was left out. */
  readonly language: Language;
  /** Of files with the same bytes the first alone is read. Not where captures are compared: nothing may have changed between them. */
  readonly isEachOnce: boolean;
}

/** Reads files, folders and archives into an engine scope of their own, lends it to `use` and drops it. What cannot be read stays in the list. */
export async function withPaths<Result>(engine: EngineClient, paths: readonly string[], how: HowToRead, use: (read: PathInputs) => Promise<Result>): Promise<Result> {
  const scope = `paths-${randomUUID()}`;
  const say = createTranslator(how.language, [HOST_MESSAGES]);
  return withScratchFolder(async (scratch) => {
    try {
      const found: NamedFile[] = [];
      for (const given of paths) found.push(...(await expandPath(given, { scratch, say })).filter(({ provenance }) => how.only === null || (provenance !== null && how.only.has(provenance.id))));
      if (found.length > FOLDER_FILE_LIMIT * 2) throw hostError('bad-input', 'error.too-many-files', { path: paths[0] ?? '', limit: FOLDER_FILE_LIMIT });
      const named = how.isEachOnce ? await markSameBytes(found, { say }) : found;
      const inputs: PathInput[] = [];
      await how.redaction?.learn(named.filter(({ problem }) => problem === null).map(({ bytesAt, provenance }) => ({ path: bytesAt, provenance })));
      for (const [i, file] of named.entries()) inputs.push(await readOne(engine, scope, `f${i + 1}` as CaptureId, file, how));
      return await use({ scope, inputs });
    } finally {
      await engine.drop(scope);
    }
  });
}

async function readOne(engine: EngineClient, scope: string, capture: CaptureId, given: NamedFile, { kind, isRepaired, redaction }: HowToRead): Promise<PathInput> {
  const file = redaction === null ? given : await redacted(redaction, given);
  const input = { id: capture, ...describe(file), ...(kind === null ? {} : { kind }), isRepaired: isRepaired && !file.isReadAsIs };
  if (file.problem === null) {
    try {
      const { reading, sha256 } = await engine.readFile(scope, input, file.bytesAt);
      return { capture, path: file.path, bytesAt: file.bytesAt, sha256, provenance: file.provenance, archive: file.archive, clocksAsTold: file.clocksAsTold, reading, problem: reading.unrecognised };
    } catch (error) {
      const { data } = asHostError(error);
      if (data.code === 'internal' || data.code === 'cancelled') throw error;
      return unreadable(engine, scope, { ...file, problem: { code: 'unreadable', what: data.details } }, input);
    }
  }
  return unreadable(engine, scope, file, input);
}

/** The file as it may be shown: a private copy without secrets, under a name without them. */
async function redacted(redaction: RedactedInputs, file: NamedFile): Promise<NamedFile> {
  const archive = file.archive === null ? null : { path: redaction.text(file.archive.path), member: redaction.text(file.archive.member) };
  const shown = { ...file, path: redaction.text(file.path), archive };
  if (file.problem !== null) return { ...shown, provenance: null, problem: { ...file.problem, what: redaction.text(file.problem.what) } };
  try {
    const copy = await redaction.copy({ path: file.bytesAt, provenance: file.provenance });
    return { ...shown, bytesAt: copy.path, provenance: copy.provenance };
  } catch (error) {
    const code = errnoOf(error);
    if (code === '' || code === 'ENOSPC') throw error;
    return { ...shown, provenance: null, problem: { code: 'unreadable', what: code } };
  }
}

/** The engine still learns of it, as an input without bytes, so that its input numbers are those of the list. */
async function unreadable(engine: EngineClient, scope: string, file: NamedFile, input: Parameters<EngineClient['readFile']>[1]): Promise<PathInput> {
  const { reading } = await engine.readFile(scope, input, null);
  return { capture: input.id, path: file.path, bytesAt: file.bytesAt, sha256: null, provenance: file.provenance, archive: file.archive, clocksAsTold: file.clocksAsTold, reading, problem: file.problem };
}

/** What the engine is told of a file beside its bytes. */
function describe({ path: file, provenance, clocksAsTold }: NamedFile): Omit<CaptureInput, 'id'> {
  return provenance === null ? { name: path.basename(file), kind: null, takenAt: null } : inputOfCapture(provenance, !clocksAsTold);
}
