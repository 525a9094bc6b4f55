import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import type { Rule } from './rule.ts';

/** Until then compiling is what a JVM does. */
const WARM_UP_MS = 300_000;

/** CR-37 */
export const COMPILERS_BUSY: Rule = {
  id: 'compilers-busy',
  question: 'Do the JIT compilers use the CPU because the JVM has just started, or long after that?',
  needs: ['thread-dump', 'thread-cpu'],
  judge(joined, said) {
    const jit = said.find(({ rule }) => rule === 'jit-cpu');
    const dump = joined.moments.at(-1)?.dump;
    if (jit === undefined || dump === undefined) return [];
    const { elapsedMs, firstLine } = dump.parsed.model.threads;
    const oldest = elapsedMs.reduce((best, age, row) => (age > (elapsedMs[best] ?? Number.NaN) || Number.isNaN(elapsedMs[best] ?? Number.NaN) ? row : best), 0);
    const age = elapsedMs[oldest] ?? Number.NaN;
    if (Number.isNaN(age)) return [];
    const isNew = age < WARM_UP_MS;
    return judgementOf(joined, {
      rule: COMPILERS_BUSY.id,
      severity: isNew ? 'info' : 'warning',
      certainty: 'inferred',
      title: message(isNew ? 'correlate.rule.compilers.new' : 'correlate.rule.compilers.late', { percent: jit.title.params['percent'] ?? 0, count: jit.title.params['count'] ?? 0, age }),
      details: [],
      falsified: isNew ? 'correlate.rule.compilers.new.falsified' : 'correlate.rule.compilers.late.falsified',
      next: 'thread-cpu',
      evidence: [jit.evidence, linesOf(dump.id, [firstLine[oldest] ?? 0])],
      subject: 'compilers-busy',
      weight: jit.weight + 1,
      explains: ['jit-cpu'],
    });
  },
};
