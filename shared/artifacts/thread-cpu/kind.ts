import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeMachine, analyzeMachineSeries } from '../process-table/analyze-machine.ts';
import { diffTables } from '../process-table/diff.ts';
import { inspectRow } from '../process-table/inspect.ts';
import { ProcessTableParser } from '../process-table/parse.ts';
import type { ProcessTable } from '../process-table/model.ts';
import { processContract } from '../process-table/to-contract.ts';
import { analyzeHotThreads } from './analyze-hot-threads.ts';
import { analyzeThreadRates } from './analyze-thread-rates.ts';
import { THREAD_CPU_MESSAGES } from './messages.ts';
import { THREAD_CPU_RECIPE } from './recipe.ts';
import { sniffThreadCpu } from './sniff.ts';
import { busyThreads } from './thread-family.ts';
import { THREADS, THREADS_DIFF } from './view.ts';

/** CPU by OS thread: top -H, ps -L, /proc/PID/task. Joined with thread dumps by LWP = nid. */
export const THREAD_CPU: ArtifactKind<ProcessTable> = {
  id: 'thread-cpu',
  title: 'thread-cpu.title',
  parserVersion: 1,
  messages: THREAD_CPU_MESSAGES,
  sniff: sniffThreadCpu,
  createParser: () => new ProcessTableParser('thread-cpu', 'threads'),
  tables: [THREADS],
  series: [THREADS_DIFF],
  trees: [],
  keyFigures: (model) => [
    { id: 'threads', label: 'thread-cpu.figure.threads', value: model.rowCount, unit: 'count' },
    { id: 'busy', label: 'thread-cpu.figure.busy', value: busyThreads(model), unit: 'count' },
  ],
  analyzers: [analyzeHotThreads, analyzeMachine('thread-cpu')],
  seriesAnalyzers: [analyzeThreadRates, analyzeMachineSeries('thread-cpu')],
  inspect: (model, _table, row) => inspectRow('thread-cpu', model, row),
  toContract: processContract,
  diff: diffTables,
  recipe: THREAD_CPU_RECIPE,
};
