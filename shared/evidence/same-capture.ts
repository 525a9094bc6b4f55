import type { RawCapture } from './raw-capture.ts';

/**
 * Equal for captures that are the same evidence: the same bytes, got in the same way at the same time.
 * Of imported files the time says only when they were imported, and their names only what someone called them: bytes decide, or the name where there are none.
 */
export function sameCaptureKey({ transport, target, pid, argv, startedAt, name, stdout, stderr }: RawCapture): string {
  const isFile = transport === 'imported-file';
  const hasNoBytes = stdout.bytes + stderr.bytes === 0;
  return JSON.stringify([stdout.sha256, stderr.sha256, transport, target, pid, argv, isFile ? null : startedAt, isFile && !hasNoBytes ? null : name]);
}
