import { isSaturated } from '../../artifacts/processes/process-reading.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import { readyThreads } from './ready-threads.ts';
import type { Rule } from './rule.ts';
import { named } from './thread-evidence.ts';

const NAMED = 4;

/** CR-35 */
export const CPU_TAKEN_BY_OTHERS: Rule = {
  id: 'cpu-taken-by-others',
  question: 'Does another process use the CPU that threads of the JVM are ready to use?',
  needs: ['processes', 'thread-dump'],
  judge(joined, said) {
    const list = joined.processes.findLast(({ parsed }) => isSaturated(parsed.model));
    const ready = readyThreads(joined);
    const { pid } = joined;
    if (list === undefined || ready === null || pid === null) return [];
    const row = list.parsed.model.pids.indexOf(pid);
    const ownPercent = list.parsed.model.cpuPercent[row] ?? Number.NaN;
    const hog = said.find(({ rule, subject, title }) => rule === 'cpu-hog' && subject !== undefined && subject !== String(pid) && Number(title.params['percent']) > ownPercent);
    if (hog === undefined) return [];
    const { moment, rows } = ready;
    const dump = moment.dump.parsed.model;
    return judgementOf(joined, {
      rule: CPU_TAKEN_BY_OTHERS.id,
      severity: 'warning',
      certainty: 'inferred',
      title: message('correlate.rule.others', { command: hog.title.params['command'] ?? '', other: hog.title.params['pid'] ?? '', percent: hog.title.params['percent'] ?? 0, own: ownPercent, count: rows.length }),
      details: [message('correlate.rule.others.ready', { names: named(rows.map((one) => threadName(dump, one)), NAMED) })],
      falsified: 'correlate.rule.others.falsified',
      next: 'processes',
      evidence: [hog.evidence, linesOf(list.id, [list.parsed.model.lines[row] ?? 0, list.parsed.model.summary?.cpuLine ?? 0]), linesOf(moment.dump.id, rows.map((one) => dump.threads.firstLine[one] ?? 0))],
      subject: `CPU taken by ${hog.subject ?? ''}`,
      weight: hog.weight + 1,
      explains: ['cpu-hog'],
    });
  },
};
