import type { Progress, RequestSource } from './model.ts';

/** What one line or block says of one request; null where it does not. */
export interface RequestRow {
  readonly source: RequestSource;
  readonly progress: Progress;
  readonly thread: string | null;
  readonly javaId: number | null;
  readonly method: string | null;
  readonly url: string | null;
  readonly user: string | null;
  readonly remote: string | null;
  readonly stage: string | null;
  readonly durationMs: number | null;
  readonly startedAt: string | null;
  readonly startedAtMs: number | null;
  readonly seenAtMs: number | null;
  readonly zoneMinutes: number | null;
  readonly status: number | null;
  readonly bytes: number | null;
}

const NOTHING = { thread: null, javaId: null, method: null, url: null, user: null, remote: null, stage: null, durationMs: null, startedAt: null, startedAtMs: null, seenAtMs: null, zoneMinutes: null, status: null, bytes: null } as const;

/** A row that says only what `facts` say. */
export function requestRow(source: RequestSource, progress: Progress, facts: Partial<RequestRow>): RequestRow {
  return { ...NOTHING, ...facts, source, progress };
}

/** Numbers grouped by their locale: `67,221`, `67.221`, `67 221`, `67'221`. */
export function groupedNumber(text: string): number | null {
  const digits = text.replace(/[^\d]/g, '');
  return digits === '' ? null : Number(digits);
}
