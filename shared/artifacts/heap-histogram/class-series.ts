import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { comparableName } from './class-names.ts';
import { isWhole, moduleOf, type HeapHistogram } from './model.ts';

type Histograms = NonEmpty<LoadedArtifact<HeapHistogram>>;

/** One class over all captures of a series; index i of every array is capture i. */
export interface ClassSeries {
  readonly className: string;
  /** As the last capture that lists the class prints it; null where none is printed. */
  readonly module: string | null;
  /** Summed over class loaders. NaN: not listed in a histogram that lacks rows, so unknown; 0: not listed in a whole one. */
  readonly instances: readonly number[];
  readonly shallowBytes: readonly number[];
  /** Rows with this name: more than one when several class loaders loaded it; 0 = not listed. */
  readonly rows: readonly number[];
  /** Line of the largest such row; 0 = not listed. */
  readonly lines: readonly number[];
}

interface GrowingSeries {
  readonly className: string;
  module: string | null;
  readonly instances: number[];
  readonly shallowBytes: number[];
  readonly rows: number[];
  readonly lines: number[];
}

/** Joins histograms by class name, generated ones without their numbers. Rank and address move between captures and are no keys. HH-09, HH-15 */
export function classSeries(histograms: Histograms): readonly ClassSeries[] {
  const series = new Map<string, GrowingSeries>();
  const absent = histograms.map(({ parsed }) => (isWhole(parsed.model) ? 0 : Number.NaN));
  const none = absent.map(() => 0);
  for (const [capture, { parsed }] of histograms.entries()) {
    const { model } = parsed;
    for (let row = 0; row < model.rowCount; row++) {
      const className = comparableName(model.classNames[row] as string);
      let entry = series.get(className);
      if (!entry) {
        entry = { className, module: null, instances: [...absent], shallowBytes: [...absent], rows: [...none], lines: [...none] };
        series.set(className, entry);
      }
      addRow(entry, capture, model, row);
    }
  }
  return [...series.values()];
}

function addRow(entry: GrowingSeries, capture: number, model: HeapHistogram, row: number): void {
  const instances = model.instances[row] as number;
  const bytes = model.shallowBytes[row] as number;
  const isFirst = entry.rows[capture] === 0;
  entry.instances[capture] = isFirst ? instances : (entry.instances[capture] as number) + instances;
  entry.shallowBytes[capture] = isFirst ? bytes : (entry.shallowBytes[capture] as number) + bytes;
  entry.rows[capture] = (entry.rows[capture] as number) + 1;
  if (isFirst) {
    entry.lines[capture] = model.lines[row] as number;
    entry.module = moduleOf(model, row);
  }
}
