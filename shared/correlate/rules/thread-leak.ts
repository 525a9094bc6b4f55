import type { Finding } from '../../artifacts/finding.ts';
import type { LoadedArtifact } from '../../artifacts/loaded-artifact.ts';
import type { ProcessTable } from '../../artifacts/process-table/model.ts';
import { riseThroughout } from '../../artifacts/rising-counts.ts';
import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Rule } from './rule.ts';

const LEAST_GAIN = 5;
const LEAST_SHARE = 0.1;

interface Counted {
  readonly counts: readonly number[];
  readonly evidence: Finding['evidence'];
}

/** CR-17 */
export const THREAD_LEAK: Rule = {
  id: 'thread-leak',
  question: 'Do Java’s threads and those that the system counts grow together, and in which pool?',
  needs: ['thread-dump'],
  judge(joined, said) {
    const growth = said.find(({ rule }) => rule === 'thread-growth');
    const counted = countedBySystem(joined);
    if (growth === undefined || counted === null || !riseThroughout(counted.counts, LEAST_GAIN, LEAST_SHARE)) return [];
    const evidence = evidenceList(growth.evidence, counted.evidence);
    if (evidence === null) return [];
    const { from = 0, to = 0, dumps = 0, family = '', more = 0 } = growth.title.params;
    return [{
      finding: {
        rule: THREAD_LEAK.id,
        severity: 'warning',
        certainty: 'computed',
        title: message('correlate.rule.threads', { from, to, dumps, family, more, counts: counted.counts.join(' → ') }),
        details: [message('correlate.rule.threads.falsified'), nextStep('dump', joined)],
        evidence,
        subject: `thread-leak ${family}`,
        weight: growth.weight + 1,
      },
      explains: ['thread-growth'],
    }];
  },
};

/** Threads of the process in each capture: NLWP of the lists of processes, else the rows of the lists of its threads. null where neither is known. */
function countedBySystem({ pid, processes, threadLists }: JoinedCase): Counted | null {
  const byNlwp = ofOneTool(processes).flatMap((list) => {
    const row = pid === null ? -1 : list.parsed.model.pids.indexOf(pid);
    const count = list.parsed.model.threadCounts[row] ?? Number.NaN;
    return Number.isNaN(count) ? [] : [{ count, line: linesOf(list.id, [list.parsed.model.lines[row] ?? 0]) }];
  });
  if (byNlwp.length > 1) return counted(byNlwp);
  return counted(ofOneTool(threadLists).map((list) => ({ count: rowsOf(list, pid).length, line: linesOf(list.id, [list.parsed.model.lines[rowsOf(list, pid).at(-1) ?? -1] ?? 0]) })));
}

/** Tools count differently. */
function ofOneTool(lists: readonly LoadedArtifact<ProcessTable>[]): readonly LoadedArtifact<ProcessTable>[] {
  return lists.filter(({ parsed }) => parsed.tool === lists[0]?.parsed.tool);
}

function counted(all: readonly { readonly count: number; readonly line: ReturnType<typeof linesOf> }[]): Counted | null {
  const evidence = evidenceList(...all.toReversed().map(({ line }) => line));
  return evidence === null ? null : { counts: all.map(({ count }) => count), evidence };
}

/** top -H prints no process: then all rows are taken for its threads. */
function rowsOf({ parsed: { model } }: LoadedArtifact<ProcessTable>, pid: number | null): readonly number[] {
  return Array.from({ length: model.rowCount }, (_, row) => row).filter((row) => pid === null || Number.isNaN(model.pids[row] ?? Number.NaN) || model.pids[row] === pid);
}
