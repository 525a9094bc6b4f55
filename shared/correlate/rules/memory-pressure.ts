import { shownCommand } from '../../artifacts/processes/process-reading.ts';
import { textAt } from '../../artifacts/process-table/model.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import type { Rule } from './rule.ts';

/** Percent of one CPU that the kernel spends on freeing memory: with room left it spends none. */
const BUSY_PERCENT = 5;

/** CR-31 */
export const MEMORY_PRESSURE: Rule = {
  id: 'memory-pressure',
  question: 'Does the kernel work at freeing memory, and which process holds most of it?',
  needs: ['processes'],
  judge(joined) {
    const list = joined.processes.findLast(({ parsed }) => parsed.model.cpuBasis === 'interval');
    if (list === undefined) return [];
    const { model } = list.parsed;
    const rows = Array.from(model.pids.keys());
    const reclaimers = rows.filter((row) => /\bkswapd\d*\b/.test(textAt(model.commands, row) ?? '') && (model.cpuPercent[row] ?? 0) >= BUSY_PERCENT);
    const largest = rows.filter((row) => (model.rssBytes[row] ?? 0) > 0).toSorted((a, b) => (model.rssBytes[b] ?? 0) - (model.rssBytes[a] ?? 0))[0];
    if (reclaimers.length === 0 || largest === undefined) return [];
    const isOurs = joined.pid !== null && model.pids[largest] === joined.pid;
    return judgementOf(joined, {
      rule: MEMORY_PRESSURE.id,
      severity: 'warning',
      certainty: 'inferred',
      title: message('correlate.rule.memory', { percent: reclaimers.reduce((sum, row) => sum + (model.cpuPercent[row] ?? 0), 0), command: shownCommand(textAt(model.commands, largest)), pid: model.pids[largest] ?? 0, bytes: model.rssBytes[largest] ?? 0 }),
      details: [message(isOurs ? 'correlate.rule.memory.own' : 'correlate.rule.memory.other')],
      falsified: 'correlate.rule.memory.falsified',
      next: 'processes',
      evidence: [linesOf(list.id, [...reclaimers, largest].map((row) => model.lines[row] ?? 0))],
      subject: 'memory-pressure',
      weight: 10,
      explains: ['memory-hog', 'io-wait'],
    });
  },
};
