import type { ReportInput } from './report-input.ts';

/** What a caller must know of a report without reading it: exit codes, a badge on a button. */
export interface ReportOutcome {
  readonly critical: number;
  readonly warning: number;
  /** Inputs that could not be read, or in which nothing was recognised. */
  readonly unreadable: readonly { readonly name: string; readonly code: string; readonly what: string }[];
  /** Inputs that were not read as others have the same bytes. */
  readonly repeated: readonly { readonly name: string; readonly what: string }[];
  /** Captures that arrived in part. */
  readonly partial: number;
}

export function reportOutcome(input: ReportInput): ReportOutcome {
  const count = (severity: string): number => input.findings.filter(({ finding }) => finding.severity === severity).length;
  const unreadable: ReportOutcome['unreadable'][number][] = [];
  const repeated: ReportOutcome['repeated'][number][] = [];
  let partial = 0;
  for (const source of input.sources) {
    if (source.kind === 'left-out' && source.isRepeated) {
      repeated.push({ name: source.path, what: source.because });
      continue;
    }
    if (source.kind === 'unreadable' || source.kind === 'left-out') {
      unreadable.push({ name: source.path, code: source.kind, what: source.because });
      continue;
    }
    if (source.kind === 'capture' && source.capture.completeness.status === 'partial') partial += 1;
    const why = source.reading?.unrecognised ?? null;
    if (why) unreadable.push({ name: source.kind === 'file' ? source.path : source.capture.name, ...why });
  }
  return { critical: count('critical'), warning: count('warning'), unreadable, repeated, partial };
}
