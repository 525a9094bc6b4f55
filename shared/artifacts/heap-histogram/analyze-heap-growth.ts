import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import { hoursOf } from '../capture-times.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { areComparable } from './analyze-comparability.ts';
import { growsSteadily } from './growth-shape.ts';
import type { HeapHistogram } from './model.ts';

/** Less is the usual coming and going of objects. */
const WORTH_TELLING = 0.1;

/** Does everything together grow? HH-12 */
export function analyzeHeapGrowth(histograms: NonEmpty<LoadedArtifact<HeapHistogram>>): readonly Finding[] {
  if (!areComparable(histograms)) return [];
  const bytes = histograms.map(({ parsed: { model } }) => (model.printedTotal ?? model.total).shallowBytes);
  const first = bytes[0] ?? 0;
  const last = bytes.at(-1) ?? 0;
  const gained = last - first;
  if (first <= 0 || gained < first * WORTH_TELLING) return [];
  const isSteady = growsSteadily(bytes);
  const hours = hoursOf(histograms)?.at(-1) ?? 0;
  const [oldest, ...later] = histograms;
  const evidenceOf = ({ id, parsed: { model } }: LoadedArtifact<HeapHistogram>): { readonly artifact: typeof id; readonly line: number } => ({ artifact: id, line: model.totalLine ?? model.headerLine });
  return [
    {
      rule: 'heap-growth',
      severity: isSteady ? 'warning' : 'info',
      certainty: 'computed',
      title: message(isSteady ? 'heap-histogram.finding.heap-growth.steady' : 'heap-histogram.finding.heap-growth', { first, last, gained, percent: (gained / first) * 100, captures: bytes.length }),
      details: [
        ...(hours > 0 ? [message('heap-histogram.finding.rate', { bytes: gained / hours })] : []),
        ...(histograms.every(({ parsed }) => parsed.model.live === true) ? [] : [message('heap-histogram.finding.garbage-counted')]),
      ],
      evidence: [evidenceOf(oldest), ...later.map(evidenceOf)],
      // Below the classes that it comes from.
      weight: Math.min(1, gained / first),
    },
  ];
}
