import { isCaptureId } from '../case-store/case-layout.ts';

export const MANIFEST = 'bundle.json';
export const CASE = 'case.json';
export const NOTES = 'notes.md';
export const MARKS = 'marks.json';
export const LEFT_OUT = 'left-out.json';

const AT_TOP: ReadonlySet<string> = new Set([CASE, NOTES, MARKS, LEFT_OUT]);
const OF_CAPTURE: ReadonlySet<string> = new Set(['capture.json', 'stdout.bin', 'stderr.bin']);

export function evidenceMember(capture: string, file: 'capture.json' | 'stdout.bin' | 'stderr.bin'): string {
  return `evidence/${capture}/${file}`;
}

/** The capture that a member belongs to; null for the others. */
export function captureOfMember(path: string): string | null {
  const [evidence, capture, file, ...more] = path.split('/');
  return evidence === 'evidence' && capture !== undefined && file !== undefined && more.length === 0 && isCaptureId(capture) && OF_CAPTURE.has(file) ? capture : null;
}

/** The only paths that are ever written when a bundle is opened: data, no settings, nothing that leads out. */
export function isBundlePath(path: string): boolean {
  return AT_TOP.has(path) || captureOfMember(path) !== null;
}
