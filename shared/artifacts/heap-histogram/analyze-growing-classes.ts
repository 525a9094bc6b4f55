import type { Evidence, Finding } from '../finding.ts';
import { message, type Message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import { hoursOf } from '../capture-times.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { areComparable } from './analyze-comparability.ts';
import { isApplicationClass } from './class-names.ts';
import { classSeries, type ClassSeries } from './class-series.ts';
import { growsSteadily } from './growth-shape.ts';
import type { HeapHistogram } from './model.ts';

type Histograms = NonEmpty<LoadedArtifact<HeapHistogram>>;

const MIB = 1_048_576;

/** Findings of one run of captures; further classes are told as their companions. */
const CLASSES_TOLD = 3;
const COMPANIONS_TOLD = 3;

interface Growth {
  readonly series: ClassSeries;
  readonly gainedBytes: number;
  readonly gainedInstances: number;
  readonly isSteady: boolean;
  readonly isApplication: boolean;
}

/** Which classes grow, capture after capture? The application's own come first: JDK classes mostly grow because of them. HH-13 */
export function analyzeGrowingClasses(histograms: Histograms): readonly Finding[] {
  if (!areComparable(histograms)) return [];
  const totalBytes = lastTotal(histograms);
  const growing = classSeries(histograms)
    .map(growthOf)
    .filter((growth) => isWorthTelling(growth, totalBytes))
    .toSorted((a, b) => b.gainedBytes - a.gainedBytes);
  const own = growing.filter(({ isApplication }) => isApplication).slice(0, CLASSES_TOLD);
  const told = own.length > 0 ? own : growing.slice(0, 1);
  const companions = growing.filter((growth) => !told.includes(growth)).slice(0, COMPANIONS_TOLD);
  return told.flatMap((growth, i) => findingOf(growth, histograms, i === 0 ? companions : [], totalBytes));
}

function lastTotal(histograms: Histograms): number {
  const { printedTotal, total } = (histograms.at(-1) ?? histograms[0]).parsed.model;
  return (printedTotal ?? total).shallowBytes;
}

function growthOf(series: ClassSeries): Growth {
  const { className, module, instances, shallowBytes } = series;
  return {
    series,
    gainedBytes: (shallowBytes.at(-1) ?? Number.NaN) - (shallowBytes[0] ?? Number.NaN),
    gainedInstances: (instances.at(-1) ?? Number.NaN) - (instances[0] ?? Number.NaN),
    isSteady: growsSteadily(shallowBytes),
    isApplication: isApplicationClass(className, module),
  };
}

/** Thresholds of HH-13: what three captures show may be small, two captures must show much. */
function isWorthTelling({ series, gainedBytes, gainedInstances, isSteady, isApplication }: Growth, totalBytes: number): boolean {
  const before = series.shallowBytes[0] ?? Number.NaN;
  if (!(gainedBytes > 0)) return false;
  if (!isSteady) return series.shallowBytes.length === 2 && gainedBytes >= before * 0.5 && gainedBytes >= Math.max(MIB, totalBytes * (isApplication ? 0.02 : 0.1));
  if (isApplication) return gainedBytes >= before * 0.2 && (gainedInstances >= 100 || gainedBytes >= MIB);
  return gainedBytes >= before * 0.1 && gainedBytes >= Math.max(65_536, totalBytes * 0.02);
}

function findingOf(growth: Growth, histograms: Histograms, companions: readonly Growth[], totalBytes: number): readonly Finding[] {
  const { series, gainedBytes, isSteady, isApplication } = growth;
  const evidence: readonly Evidence[] = histograms.flatMap(({ id }, capture) => ((series.lines[capture] ?? 0) > 0 ? [{ artifact: id, line: series.lines[capture] ?? 0 }] : []));
  if (!isNonEmpty(evidence)) return [];
  return [
    {
      rule: 'growing-class',
      severity: isSteady || isApplication ? 'warning' : 'info',
      certainty: 'computed',
      title: message(isSteady ? 'heap-histogram.finding.growing.steady' : 'heap-histogram.finding.growing.jump', {
        class: series.className,
        before: series.instances[0] ?? 0,
        after: series.instances.at(-1) ?? 0,
        bytes: gainedBytes,
        captures: histograms.length,
      }),
      details: detailsOf(growth, histograms, companions),
      evidence,
      weight: (isApplication ? 5 : 2) + (gainedBytes / Math.max(1, totalBytes)) * 10,
    },
  ];
}

function detailsOf({ gainedBytes, isSteady }: Growth, histograms: Histograms, companions: readonly Growth[]): readonly Message[] {
  const hours = hoursOf(histograms)?.at(-1) ?? 0;
  return [
    ...(hours > 0 ? [message('heap-histogram.finding.rate', { bytes: gainedBytes / hours })] : []),
    ...companions.map(({ series, gainedBytes }) => message('heap-histogram.finding.companion', { class: series.className, bytes: gainedBytes })),
    message(isSteady ? 'heap-histogram.finding.growing.doubt' : 'heap-histogram.finding.growing.two-only'),
  ];
}
