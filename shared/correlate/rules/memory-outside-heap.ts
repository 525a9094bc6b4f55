import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import type { Rule } from './rule.ts';

/** Objects in less than this share of the resident memory do not explain it. */
const LEAST_SHARE = 0.5;

/** CR-32 */
export const MEMORY_OUTSIDE_HEAP: Rule = {
  id: 'memory-outside-heap',
  question: 'Is most of the memory that a process holds outside of the objects in its heap?',
  needs: ['processes', 'heap-histogram'],
  judge(joined, said) {
    const list = joined.processes.at(-1);
    const histogram = joined.histograms.at(-1);
    const { pid } = joined;
    if (list === undefined || histogram === undefined || pid === null) return [];
    const row = list.parsed.model.pids.indexOf(pid);
    const rssBytes = list.parsed.model.rssBytes[row] ?? 0;
    const { printedTotal, total, totalLine, headerLine } = histogram.parsed.model;
    const heapBytes = (printedTotal ?? total).shallowBytes;
    // Only where it weighs on the machine: the kind says so.
    const hog = said.find(({ rule, subject }) => rule === 'memory-hog' && subject === String(pid));
    if (hog === undefined || heapBytes > rssBytes * LEAST_SHARE) return [];
    return judgementOf(joined, {
      rule: MEMORY_OUTSIDE_HEAP.id,
      severity: hog.severity,
      certainty: 'computed',
      title: message('correlate.rule.outside', { pid, rss: rssBytes, heap: heapBytes, rest: rssBytes - heapBytes, percent: hog.title.params['percent'] ?? 0 }),
      details: [],
      falsified: 'correlate.rule.outside.falsified',
      next: 'heap-info',
      evidence: [linesOf(list.id, [list.parsed.model.lines[row] ?? 0]), linesOf(histogram.id, [totalLine ?? headerLine])],
      subject: `memory outside the heap of ${pid}`,
      weight: hog.weight + 1,
      explains: ['memory-hog'],
    });
  },
};
