import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeMachine, analyzeMachineSeries } from '../process-table/analyze-machine.ts';
import { diffTables } from '../process-table/diff.ts';
import { inspectRow } from '../process-table/inspect.ts';
import type { ProcessTable } from '../process-table/model.ts';
import { ProcessTableParser } from '../process-table/parse.ts';
import { processContract } from '../process-table/to-contract.ts';
import { analyzeCpuHogs } from './analyze-cpu-hogs.ts';
import { analyzeCpuRates } from './analyze-cpu-rates.ts';
import { analyzeForkStorm } from './analyze-fork-storm.ts';
import { analyzeMemoryHogs } from './analyze-memory-hogs.ts';
import { analyzeProcessGrowth } from './analyze-process-growth.ts';
import { analyzeStates } from './analyze-states.ts';
import { analyzeStuckInDisk } from './analyze-stuck-in-disk.ts';
import { PROCESSES_MESSAGES } from './messages.ts';
import { countByState } from './process-states.ts';
import { PROCESSES_RECIPE } from './recipe.ts';
import { sniffProcesses } from './sniff.ts';
import { PROCESSES, PROCESSES_DIFF } from './view.ts';

/** Processes of a machine or container: ps, top, /proc. */
export const PROCESSES_KIND: ArtifactKind<ProcessTable> = {
  id: 'processes',
  title: 'processes.title',
  parserVersion: 1,
  messages: PROCESSES_MESSAGES,
  sniff: sniffProcesses,
  createParser: () => new ProcessTableParser('processes', 'processes'),
  tables: [PROCESSES],
  series: [PROCESSES_DIFF],
  trees: [],
  keyFigures: (model) => {
    const { running, uninterruptible, zombie } = countByState(model);
    return [
      { id: 'processes', label: 'processes.figure.processes', value: model.rowCount, unit: 'count' },
      { id: 'running', label: 'processes.figure.running', value: running, unit: 'count' },
      { id: 'uninterruptible', label: 'processes.figure.uninterruptible', value: uninterruptible, unit: 'count' },
      { id: 'zombie', label: 'processes.figure.zombie', value: zombie, unit: 'count' },
    ];
  },
  analyzers: [analyzeStates, analyzeCpuHogs, analyzeMemoryHogs, analyzeForkStorm, analyzeMachine('processes')],
  seriesAnalyzers: [analyzeCpuRates, analyzeProcessGrowth, analyzeStuckInDisk, analyzeMachineSeries('processes')],
  inspect: (model, _table, row) => inspectRow('processes', model, row),
  toContract: processContract,
  diff: diffTables,
  recipe: PROCESSES_RECIPE,
};
