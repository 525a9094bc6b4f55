import { fitLine } from '../../base/fit-line.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { classSeries, hoursOf, type ClassSeries } from './class-series.ts';
import type { HeapHistogram } from './model.ts';

/** First against last capture by class name; with more than two, the values between and the fitted growth of the bytes. HH-09 */
export function diffHistograms(histograms: NonEmpty<LoadedArtifact<HeapHistogram>>): SeriesDiff {
  const last = histograms.length - 1;
  const hours = last > 1 ? hoursOf(histograms) : null;
  const added: JsonObject[] = [];
  const removed: JsonObject[] = [];
  const changed: JsonObject[] = [];
  for (const { series } of byBytesGained(classSeries(histograms))) {
    const isBefore = (series.rows[0] ?? 0) > 0;
    const isAfter = (series.rows[last] ?? 0) > 0;
    const values = last > 1 ? { values: series.rows.map((_, capture) => valueAt(series, capture)) } : {};
    if (isBefore && isAfter) {
      if (!hasChanged(series)) continue;
      changed.push({ key: series.className, before: valueAt(series, 0), after: valueAt(series, last), delta: deltaOf(series), ...values, ...(last > 1 ? { growth: growthOf(series, hours) } : {}) });
    } else if (isAfter) added.push({ key: series.className, after: valueAt(series, last), ...values });
    else if (isBefore) removed.push({ key: series.className, before: valueAt(series, 0), ...values });
  }
  return { added, removed, changed };
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

/** null where times are unknown, a value is missing, or nothing can be fitted. A histogram knows no limit, so there is no `etaToLimit`. */
function growthOf({ shallowBytes }: ClassSeries, hours: readonly number[] | null): Json {
  const fit = hours && fitLine(hours, shallowBytes);
  return fit ? { slopePerHour: fit.slope, r2: fit.r2, etaToLimit: null } : null;
}

/** Most gained first; equal ones by name, so that the order depends on the evidence only. */
function byBytesGained(all: readonly ClassSeries[]): readonly { readonly series: ClassSeries; readonly gained: number }[] {
  return all.map((series) => ({ series, gained: gainedBy(series) })).toSorted((a, b) => b.gained - a.gained || (a.series.className < b.series.className ? -1 : 1));
}

function gainedBy({ shallowBytes }: ClassSeries): number {
  const delta = (shallowBytes[shallowBytes.length - 1] ?? 0) - (shallowBytes[0] ?? 0);
  return Number.isNaN(delta) ? 0 : delta;
}
