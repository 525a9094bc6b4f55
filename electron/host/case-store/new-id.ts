import { randomBytes } from 'node:crypto';
import type { CaptureId, CaseId } from '../../../shared/base/ids.ts';

const random = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Letters and digits of a name, for folder names that a person recognises. */
function slugOf(name: string, longest: number): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return Array.from(slug).slice(0, longest).join('').replace(/-+$/, '');
}

/** Sorts by time in a folder listing: `20261121T144122Z-thread-dump-1-9f3a01c2d4`. */
export function newCaptureId(name: string, now: Date = new Date()): CaptureId {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const label = slugOf(name, 32).replaceAll(/[^a-z0-9-]+/g, '').replaceAll(/^-+|-+$/g, '');
  return `${stamp}Z-${label || 'capture'}-${random(5)}` as CaptureId;
}

export function newCaseId(name: string): CaseId {
  return `${slugOf(name, 40) || 'case'}-${random(3)}` as CaseId;
}
