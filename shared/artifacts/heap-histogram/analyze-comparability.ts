import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { HeapHistogram } from './model.ts';

type Histograms = NonEmpty<LoadedArtifact<HeapHistogram>>;

/** Whether no two of the histograms surely counted different things: reachable objects here, all objects there. */
export function areComparable(histograms: Histograms): boolean {
  const stated = new Set(histograms.map(({ parsed }) => parsed.model.live));
  return !(stated.has(true) && stated.has(false));
}

/** May these histograms be compared at all? HH-11 */
export function analyzeComparability(histograms: Histograms): readonly Finding[] {
  if (areComparable(histograms)) return [];
  const evidence = histograms.filter(({ parsed }) => parsed.model.live !== null).map(({ id, parsed }) => ({ artifact: id, line: parsed.model.headerLine }));
  if (!isNonEmpty(evidence)) return [];
  const live = histograms.filter(({ parsed }) => parsed.model.live === true).length;
  return [
    {
      rule: 'histograms-not-comparable',
      severity: 'warning',
      certainty: 'printed',
      title: message('heap-histogram.finding.not-comparable', { live, all: evidence.length - live }),
      details: [],
      evidence,
      weight: 20,
    },
  ];
}
