import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';

const stream = z.object({ bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const completeness = z.discriminatedUnion('status', [
  z.object({ status: z.literal('complete') }),
  z.object({
    status: z.literal('partial'),
    reason: z.enum(['link-cut', 'timeout', 'cancelled', 'exit-status', 'exit-status-missing', 'end-marker-missing', 'output-cap', 'process-gone', 'process-replaced', 'interrupted-write', 'clock-jump', 'unreadable', 'archive-cut']),
    detail: z.string(),
  }),
]);

const clockReading = z.object({ offsetMs: z.number(), uncertaintyMs: z.number().min(0) }).nullable();

const rawCapture = z.object({
  formatVersion: z.literal(1),
  id: z.string().min(1).transform((text) => text as CaptureId),
  kind: z.string().nullable(),
  name: z.string(),
  transport: z.enum(['local', 'ssh', 'imported-file', 'docker', 'kubernetes']),
  target: z.string().nullable(),
  pid: z.number().nullable(),
  alternative: z.string().nullable(),
  argv: z.array(z.string()),
  startedAt: z.string(),
  endedAt: z.string(),
  clock: z.object({ begin: clockReading, end: clockReading }).optional(),
  exitStatus: z.number().nullable(),
  endMarkerSeen: z.boolean(),
  completeness,
  series: z.string().nullable(),
  round: z.number().int(),
  stdout: stream,
  stderr: stream,
  derivedFrom: z.string().transform((text) => text as CaptureId).nullable(),
  archive: z.object({ name: z.string(), sha256: z.string(), member: z.string() }).optional(),
});

/** What is known of a capture while its bytes arrive. */
export type CaptureStart = Pick<RawCapture, 'id' | 'kind' | 'name' | 'transport' | 'target' | 'pid' | 'alternative' | 'argv' | 'startedAt' | 'series' | 'round' | 'archive'>;

const captureStart = rawCapture.pick({ id: true, kind: true, name: true, transport: true, target: true, pid: true, alternative: true, argv: true, startedAt: true, series: true, round: true, archive: true });

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** A capture's provenance; null when it is missing or cannot be read as one. */
export async function readCapture(file: string): Promise<RawCapture | null> {
  const checked = rawCapture.safeParse(await readJson(file));
  if (!checked.success) return null;
  const { clock, ...capture } = checked.data;
  return clock === undefined ? capture : { ...capture, clock };
}

export async function readCaptureStart(file: string): Promise<CaptureStart | null> {
  const checked = captureStart.safeParse(await readJson(file));
  return checked.success ? checked.data : null;
}
