import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import { processStarters } from './process-starters.ts';
import type { Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

/** CR-33 */
export const ZOMBIE_CHILDREN: Rule = {
  id: 'zombie-children',
  question: 'Are children of the JVM left as zombies, and which of its threads start programs?',
  needs: ['processes', 'thread-dump'],
  judge: (joined, said) => said.filter(({ rule, subject }) => rule === 'zombie-processes' && joined.pid !== null && subject === String(joined.pid)).flatMap((zombies) => {
    const starters = processStarters(joined.moments);
    if (starters === null) return [];
    const { moment, rows } = starters;
    const dump = moment.dump.parsed.model;
    return judgementOf(joined, {
      rule: ZOMBIE_CHILDREN.id,
      severity: zombies.severity,
      certainty: 'inferred',
      title: message('correlate.rule.zombies', { count: Number(zombies.title.params['count'] ?? 0), pid: joined.pid ?? 0, programs: zombies.title.params['names'] ?? '', names: named(rows.map((row) => threadName(dump, row)), NAMED), place: placeOf(dump, rows[0] ?? 0, new ApplicationFrames(dump)) }),
      details: [],
      falsified: 'correlate.rule.zombies.falsified',
      next: 'processes',
      evidence: [zombies.evidence, linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows)],
      subject: `zombie-children ${joined.pid}`,
      weight: zombies.weight + 1,
      explains: ['zombie-processes'],
    });
  }),
};
