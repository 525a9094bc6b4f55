import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import { processStarters } from './process-starters.ts';
import type { Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

/** CR-34 */
export const FORK_STORM_OF_JVM: Rule = {
  id: 'fork-storm-of-jvm',
  question: 'Does the JVM start one program over and over, and which code does it?',
  needs: ['processes', 'thread-dump'],
  judge: (joined, said) => said.filter(({ rule, subject }) => rule === 'fork-storm' && joined.pid !== null && subject?.startsWith(`${joined.pid} `) === true).flatMap((storm) => {
    const starters = processStarters(joined.moments);
    if (starters === null) return [];
    const { moment, rows } = starters;
    const dump = moment.dump.parsed.model;
    return judgementOf(joined, {
      rule: FORK_STORM_OF_JVM.id,
      severity: storm.severity,
      certainty: 'inferred',
      title: message('correlate.rule.forks', { count: Number(storm.title.params['count'] ?? 0), program: storm.title.params['program'] ?? '', pid: joined.pid ?? 0, threads: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), place: placeOf(dump, rows[0] ?? 0, new ApplicationFrames(dump)) }),
      details: [],
      falsified: 'correlate.rule.forks.falsified',
      next: 'processes',
      evidence: [storm.evidence, linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows)],
      subject: `fork-storm ${storm.subject ?? ''}`,
      weight: storm.weight + 1,
      explains: ['fork-storm', 'process-growth'],
    });
  }),
};
