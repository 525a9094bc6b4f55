import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import { nextStep } from './next-step.ts';
import type { Rule } from './rule.ts';

/** CR-15 */
export const GC_PRESSURE: Rule = {
  id: 'gc-pressure',
  question: 'Do the collector’s threads use the CPU, and what fills the heap?',
  needs: ['thread-cpu', 'heap-histogram'],
  judge(joined, said) {
    const gc = said.find(({ rule }) => rule === 'gc-cpu');
    const histogram = joined.histograms.at(-1);
    if (gc === undefined || histogram === undefined) return [];
    const { model } = histogram.parsed;
    const { shallowBytes } = model.printedTotal ?? model.total;
    const growing = said.find(({ rule }) => rule === 'growing-class');
    const evidence = evidenceList(gc.evidence, linesOf(histogram.id, [model.lines[0] ?? 0, model.totalLine ?? 0]), growing?.evidence ?? []);
    if (evidence === null || shallowBytes === 0) return [];
    return [{
      finding: {
        rule: GC_PRESSURE.id,
        severity: 'warning',
        certainty: 'inferred',
        title: message('correlate.rule.gc', { percent: gc.title.params['percent'] ?? 0, count: gc.title.params['count'] ?? 0, bytes: shallowBytes, class: model.classNames[0] ?? '', classBytes: model.shallowBytes[0] ?? 0 }),
        details: [
          ...(growing === undefined ? [] : [message('correlate.rule.gc.growing', { class: growing.title.params['class'] ?? '', before: growing.title.params['before'] ?? 0, after: growing.title.params['after'] ?? 0 })]),
          message('correlate.rule.gc.falsified'),
          nextStep('histogram', joined),
        ],
        evidence,
        subject: 'gc-pressure',
        weight: gc.weight + 1,
      },
      explains: ['gc-cpu'],
    }];
  },
};
