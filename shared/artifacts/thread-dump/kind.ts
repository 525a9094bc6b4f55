import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeBusyThreads } from './analyze-busy-threads.ts';
import { analyzeContention } from './analyze-contention.ts';
import { analyzeDeadlock } from './analyze-deadlock.ts';
import { analyzePossibleDeadlock } from './analyze-possible-deadlock.ts';
import { analyzeRestart } from './analyze-restart.ts';
import { analyzeStackGroups } from './analyze-stack-groups.ts';
import { analyzeStuckThreads } from './analyze-stuck-threads.ts';
import { analyzeThreadGrowth } from './analyze-thread-growth.ts';
import { analyzeUnownedQueues } from './analyze-unowned-queues.ts';
import { buildCallTree } from './build-call-tree.ts';
import { CALL_TREE } from './call-tree-view.ts';
import { diff } from './diff.ts';
import { inspect } from './inspect.ts';
import { keyFigures } from './key-figures.ts';
import { LOCK_TREE } from './lock-tree.ts';
import { MESSAGES } from './messages.ts';
import type { ThreadDump } from './model.ts';
import { ThreadDumpParser } from './parse.ts';
import { RECIPE } from './recipe.ts';
import { sniff } from './sniff.ts';
import { toContract } from './to-contract.ts';
import { SERIES, TABLES } from './view.ts';

export const THREAD_DUMP: ArtifactKind<ThreadDump> = {
  id: 'thread-dump',
  title: 'threadDump.title',
  parserVersion: 2,
  messages: MESSAGES,
  sniff,
  createParser: () => new ThreadDumpParser(),
  tables: TABLES,
  series: SERIES,
  trees: [LOCK_TREE, CALL_TREE],
  callTree: buildCallTree,
  keyFigures,
  analyzers: [analyzeDeadlock, analyzePossibleDeadlock, analyzeContention, analyzeUnownedQueues, analyzeStackGroups],
  seriesAnalyzers: [analyzeRestart, analyzeStuckThreads, analyzeBusyThreads, analyzeThreadGrowth],
  inspect,
  toContract,
  diff,
  recipe: RECIPE,
};
