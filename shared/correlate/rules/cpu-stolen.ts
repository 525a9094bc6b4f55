import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import { readyThreads } from './ready-threads.ts';
import type { Rule } from './rule.ts';
import { named } from './thread-evidence.ts';

const NAMED = 4;

/** CR-36 */
export const CPU_STOLEN: Rule = {
  id: 'cpu-stolen',
  question: 'Does the hypervisor take CPU time while threads of the JVM are ready to use it?',
  needs: ['thread-dump'],
  judge(joined, said) {
    const steal = said.find(({ rule }) => rule === 'cpu-steal');
    const ready = readyThreads(joined);
    if (steal === undefined || ready === null) return [];
    const { moment, rows } = ready;
    const dump = moment.dump.parsed.model;
    return judgementOf(joined, {
      rule: CPU_STOLEN.id,
      severity: steal.severity,
      certainty: 'inferred',
      title: message('correlate.rule.stolen', { percent: steal.title.params['percent'] ?? 0, count: rows.length }),
      details: [message('correlate.rule.others.ready', { names: named(rows.map((row) => threadName(dump, row)), NAMED) })],
      falsified: 'correlate.rule.stolen.falsified',
      next: 'thread-cpu',
      evidence: [steal.evidence, linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0))],
      subject: 'cpu-stolen',
      weight: steal.weight + 1,
      explains: ['cpu-steal'],
      // The lists of threads and of processes print the same head.
      subjects: [''],
    });
  },
};
