import { diffBy } from '../../base/diff-by.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import { hoursOf } from '../capture-times.ts';
import { growthOf } from '../growth.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { classSeries, type ClassSeries } from './class-series.ts';
import type { HeapHistogram } from './model.ts';

/** First against last capture by class name; with more than two, the values between and the fitted growth of the bytes. HH-09 */
export function diffHistograms(histograms: NonEmpty<LoadedArtifact<HeapHistogram>>): SeriesDiff {
  const last = histograms.length - 1;
  const isLong = last > 1;
  const hours = isLong ? hoursOf(histograms) : null;
  const all = byBytesGained(classSeries(histograms));
  const listedIn = (capture: number): readonly ClassSeries[] => all.filter(({ rows }) => (rows[capture] ?? 0) > 0);
  const { added, removed, changed } = diffBy(listedIn(0), listedIn(last), ({ className }) => className, (series) => !hasChanged(series));
  const values = (series: ClassSeries): JsonObject => (isLong ? { values: series.rows.map((_, capture) => valueAt(series, capture)) } : {});
  return {
    added: added.map((series) => ({ key: series.className, after: valueAt(series, last), ...values(series) })),
    removed: removed.map((series) => ({ key: series.className, before: valueAt(series, 0), ...values(series) })),
    changed: changed.map(([series]) => ({
      key: series.className,
      before: valueAt(series, 0),
      after: valueAt(series, last),
      delta: deltaOf(series),
      ...values(series),
      ...(isLong ? { growth: growthOf(hours, series.shallowBytes, null) } : {}),
    })),
  };
}

function hasChanged({ instances, shallowBytes }: ClassSeries): boolean {
  return instances.some((value) => value !== instances[0]) || shallowBytes.some((value) => value !== shallowBytes[0]);
}

/** null where the capture does not list the class and lacks rows, so that nobody knows. `rows` counts class loaders. */
function valueAt({ instances, shallowBytes, rows }: ClassSeries, capture: number): Json {
  const bytes = shallowBytes[capture] ?? Number.NaN;
  if (Number.isNaN(bytes)) return null;
  return { instances: instances[capture] ?? 0, shallowBytes: bytes, rows: rows[capture] ?? 0 };
}

function deltaOf({ instances, shallowBytes }: ClassSeries): Json {
  return { instances: (instances.at(-1) ?? 0) - (instances[0] ?? 0), shallowBytes: (shallowBytes.at(-1) ?? 0) - (shallowBytes[0] ?? 0) };
}

/** Most gained first; equal ones by name, so that the order depends on the evidence only. */
function byBytesGained(all: readonly ClassSeries[]): readonly ClassSeries[] {
  return all
    .map((series) => ({ series, gained: gainedBy(series) }))
    .toSorted((a, b) => b.gained - a.gained || (a.series.className < b.series.className ? -1 : 1))
    .map(({ series }) => series);
}

function gainedBy({ shallowBytes }: ClassSeries): number {
  const delta = (shallowBytes.at(-1) ?? 0) - (shallowBytes[0] ?? 0);
  return Number.isNaN(delta) ? 0 : delta;
}
