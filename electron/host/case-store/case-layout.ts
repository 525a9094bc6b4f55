import path from 'node:path';
import type { CaptureId } from '../../../shared/base/ids.ts';

/** Where everything of a case lies; the only place that spells the names. */
export interface CaptureFiles {
  readonly folder: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Provenance; present means the capture is finished. */
  readonly capture: string;
  /** What is known while bytes still arrive; left over only by an interruption. */
  readonly pending: string;
}

export const CAPTURE_FILE_NAMES: ReadonlySet<string> = new Set(['stdout.bin', 'stderr.bin', 'capture.json', 'pending.json']);
/** What Borescope itself puts into a case folder; deleting a case removes these and nothing else. */
export const CASE_ENTRY_NAMES: readonly string[] = ['case.json', 'case.v1.json', 'evidence', 'derived', 'notes.md', 'marks.json', 'marks.json.damaged', 'left-out.json', 'bundle-faults.json', 'case.lock'];

export const manifestPath = (caseFolder: string): string => path.join(caseFolder, 'case.json');
/** The manifest as it was before the first write in a newer form. */
export const olderManifestPath = (caseFolder: string, version: number): string => path.join(caseFolder, `case.v${version}.json`);
export const notesPath = (caseFolder: string): string => path.join(caseFolder, 'notes.md');
export const rowMarksPath = (caseFolder: string): string => path.join(caseFolder, 'marks.json');
export const leftOutPath = (caseFolder: string): string => path.join(caseFolder, 'left-out.json');
export const bundleFaultsPath = (caseFolder: string): string => path.join(caseFolder, 'bundle-faults.json');
/** What may be deleted at any time while nothing is under way. */
export const derivedPath = (caseFolder: string): string => path.join(caseFolder, 'derived');
/** Archives inside archives while they are being unpacked. */
export const unpackingPath = (caseFolder: string): string => path.join(derivedPath(caseFolder), 'unpacking');
/** Captures on their way out, once the manifest names them no more. */
export const leavingPath = (caseFolder: string): string => path.join(derivedPath(caseFolder), 'leaving');
/** Captures on their way from another case, until they are whole. */
export const arrivingPath = (caseFolder: string): string => path.join(derivedPath(caseFolder), 'arriving');
export const lockPath = (caseFolder: string): string => path.join(caseFolder, 'case.lock');
export const evidencePath = (caseFolder: string): string => path.join(caseFolder, 'evidence');

export function captureFiles(caseFolder: string, capture: CaptureId): CaptureFiles {
  return filesInCaptureFolder(path.join(evidencePath(caseFolder), capture));
}

export function filesInCaptureFolder(folder: string): CaptureFiles {
  return {
    folder,
    stdout: path.join(folder, 'stdout.bin'),
    stderr: path.join(folder, 'stderr.bin'),
    capture: path.join(folder, 'capture.json'),
    pending: path.join(folder, 'pending.json'),
  };
}

/** Ids name folders, and case folders come from anywhere: nothing that could lead out of `evidence/` passes. */
export function isCaptureId(text: string): text is CaptureId {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text) && !text.endsWith('.');
}
