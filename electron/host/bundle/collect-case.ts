import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ArtifactId, CaptureId } from '../../../shared/base/ids.ts';
import { MANIFEST_VERSION, type CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import type { LeftOut } from '../../../shared/evidence/left-out.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { RowMark } from '../../../shared/evidence/row-mark.ts';
import { captureFiles, notesPath } from '../case-store/case-layout.ts';
import { readCapture } from '../case-store/capture-file.ts';
import { provenanceText } from '../case-store/evidence-writer.ts';
import { hashFile } from '../case-store/hash-file.ts';
import { leftOutText, readLeftOut } from '../case-store/left-out-file.ts';
import { readManifest } from '../case-store/manifest-file.ts';
import { readRowMarks, rowMarksText } from '../case-store/row-marks-file.ts';
import { errnoOf, storageError } from '../host-errors.ts';
import type { RedactedInputs } from '../redaction/redacted-inputs.ts';
import { CASE, evidenceMember, LEFT_OUT, MARKS, NOTES } from './bundle-layout.ts';
import { redactedCaptureId, redactedCaseId } from './redacted-ids.ts';
import type { BundleMember } from './write-bundle.ts';

/** What a case's bundle holds, and what the case was called in it. */
export interface CollectedCase {
  readonly name: string;
  readonly captures: number;
  readonly members: readonly BundleMember[];
}

/** What leaves of a capture: as it is, or as a redacted copy. */
interface Leaving {
  readonly was: CaptureId;
  readonly capture: RawCapture;
  readonly members: readonly BundleMember[];
  /** Of its `capture.json`. */
  readonly provenance: string;
}

/** Everything of a case that is data, read from its folder. `redaction` null: as it was captured. */
export async function collectCase(folder: string, redaction: RedactedInputs | null): Promise<CollectedCase> {
  const manifest = await readManifest(folder);
  await redaction?.learn(await streamsOf(folder, manifest));
  const leaving: Leaving[] = [];
  for (const [i, id] of manifest.captures.entries()) leaving.push(...(await captureLeaving(folder, id, i, redaction)));
  const name = redaction === null ? manifest.name : redaction.text(manifest.name);
  const tags = redaction === null ? manifest.tags : manifest.tags.map((tag) => redaction.text(tag));
  const members = [{ path: CASE, content: { text: caseText(manifest, { name, tags }, leaving, redaction !== null) } }, ...(await words(folder, leaving, redaction)), ...leaving.flatMap((one) => one.members)];
  return { name, captures: leaving.length, members };
}

async function streamsOf(folder: string, manifest: CaseManifest): Promise<readonly { readonly path: string; readonly provenance: RawCapture | null }[]> {
  const all = await Promise.all(manifest.captures.map(async (id) => {
    const files = captureFiles(folder, id);
    return [{ path: files.stdout, provenance: await readCapture(files.capture) }, { path: files.stderr, provenance: null }];
  }));
  return all.flat();
}

/** None where the capture's provenance cannot be read: what nobody knows is no evidence to hand on. */
async function captureLeaving(folder: string, was: CaptureId, number: number, redaction: RedactedInputs | null): Promise<readonly Leaving[]> {
  const files = captureFiles(folder, was);
  const capture = await readCapture(files.capture);
  if (capture === null) return [];
  if (redaction === null) {
    const text = await readFile(files.capture, 'utf8');
    return [leavingOf(was, capture, text, files)];
  }
  const [stdout, stderr] = [await redaction.copy({ path: files.stdout, provenance: capture }), await redaction.copy({ path: files.stderr, provenance: null })];
  const id = redactedCaptureId(was, number);
  const redacted: RawCapture = { ...(stdout.provenance ?? capture), id, stderr: (await hashFile(stderr.path)) ?? capture.stderr, derivedFrom: id };
  return [leavingOf(was, redacted, provenanceText(redacted), { stdout: stdout.path, stderr: stderr.path })];
}

function leavingOf(was: CaptureId, capture: RawCapture, text: string, { stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Leaving {
  const members: readonly BundleMember[] = [
    { path: evidenceMember(capture.id, 'capture.json'), content: { text } },
    { path: evidenceMember(capture.id, 'stdout.bin'), content: { file: stdout } },
    { path: evidenceMember(capture.id, 'stderr.bin'), content: { file: stderr } },
  ];
  return { was, capture, members, provenance: createHash('sha256').update(text).digest('hex') };
}

function caseText(manifest: CaseManifest, { name, tags }: Pick<CaseManifest, 'name' | 'tags'>, leaving: readonly Leaving[], isRedacted: boolean): string {
  const readAsIs = leaving.filter(({ was }) => manifest.readAsIs?.includes(was)).map(({ capture }) => capture.id);
  const content: CaseManifest = {
    formatVersion: MANIFEST_VERSION,
    id: isRedacted ? redactedCaseId(manifest.id) : manifest.id,
    name,
    tags,
    createdAt: manifest.createdAt,
    writtenBy: manifest.writtenBy,
    captures: leaving.map(({ capture }) => capture.id),
    provenance: Object.fromEntries(leaving.map(({ capture, provenance }) => [capture.id, provenance])),
    bytes: leaving.reduce((sum, { capture }) => sum + capture.stdout.bytes + capture.stderr.bytes, 0),
    ...(readAsIs.length === 0 ? {} : { readAsIs }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Notes, marks and what was left out, where there are any. */
async function words(folder: string, leaving: readonly Leaving[], redaction: RedactedInputs | null): Promise<readonly BundleMember[]> {
  const hide = (text: string): string => (redaction === null ? text : redaction.text(text));
  const idOf = new Map<string, string>(leaving.map(({ was, capture }) => [was, capture.id]));
  const artifact = (id: ArtifactId): ArtifactId => {
    const dot = id.lastIndexOf('.');
    return `${idOf.get(id.slice(0, dot)) ?? id.slice(0, dot)}${id.slice(dot)}` as ArtifactId;
  };
  const notes = await readFile(notesPath(folder), 'utf8').catch((error: unknown) => (errnoOf(error) === 'ENOENT' ? '' : Promise.reject(storageError(error, notesPath(folder)))));
  const marks = (await readRowMarks(folder)).map((mark): RowMark => ({ ...mark, artifacts: mark.artifacts.map(artifact), label: hide(mark.label), note: hide(mark.note) }));
  const leftOut = (await readLeftOut(folder)).map((row): LeftOut => ({ ...row, source: hide(row.source), member: hide(row.member), detail: hide(row.detail) }));
  return [
    ...(notes === '' ? [] : [{ path: NOTES, content: { text: hide(notes) } }]),
    ...(marks.length === 0 ? [] : [{ path: MARKS, content: { text: rowMarksText(marks) } }]),
    ...(leftOut.length === 0 ? [] : [{ path: LEFT_OUT, content: { text: leftOutText(leftOut) } }]),
  ];
}
