import type { ArtifactId, CaptureId } from '../base/ids.ts';
import type { ReportArtifact, ReportSource } from './report-input.ts';

/** Fewer points are no trend. */
const CAPTURES_NEEDED = 3;

/** A key figure of the artifacts of one kind and one source, in time order. */
export interface TrendWish {
  readonly artifacts: readonly ArtifactId[];
  readonly figure: string;
}

/** The process that a capture comes from. `pid` null: no single process. */
export interface TrendSource {
  readonly target: string;
  readonly pid: number | null;
}

/** Where captures come from; files that were handed over have no source and count as one, as in the window. */
export function trendSources(sources: readonly ReportSource[]): ReadonlyMap<CaptureId, TrendSource> {
  return new Map(sources.flatMap((source) => (source.kind === 'capture' && source.capture.target !== null ? [[source.capture.id, { target: source.capture.target, pid: source.capture.pid }]] : [])));
}

function figuresOf(members: readonly ReportArtifact[]): readonly TrendWish[] {
  const known = new Map<string, number[]>();
  for (const { id, value } of members.flatMap(({ keyFigures }) => keyFigures)) known.set(id, [...(known.get(id) ?? []), value]);
  const telling = [...known].filter(([, values]) => values.length >= CAPTURES_NEEDED && new Set(values).size > 1);
  return telling.map(([figure]) => ({ artifacts: members.map(({ id }) => id), figure }));
}

/** The key figures whose way over the captures is worth a picture: known of three captures and not the same in all. `artifacts` must be in time order. */
export function trendWishes(artifacts: readonly ReportArtifact[], sources: readonly ReportSource[]): readonly TrendWish[] {
  const known = trendSources(sources);
  const series = new Map<string, ReportArtifact[]>();
  for (const artifact of artifacts) {
    const key = JSON.stringify([artifact.kind, known.get(artifact.capture) ?? null]);
    series.set(key, [...(series.get(key) ?? []), artifact]);
  }
  return [...series.values()].flatMap(figuresOf);
}
