import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeBusyThreads } from './findings/analyze-busy-threads.ts';
import { analyzeContention } from './findings/analyze-contention.ts';
import { analyzeDeadlock } from './findings/analyze-deadlock.ts';
import { analyzePossibleDeadlock } from './findings/analyze-possible-deadlock.ts';
import { analyzeRestart } from './findings/analyze-restart.ts';
import { analyzeStackGroups } from './findings/analyze-stack-groups.ts';
import { analyzeStuckThreads } from './findings/analyze-stuck-threads.ts';
import { analyzeThreadGrowth } from './findings/analyze-thread-growth.ts';
import { analyzeUnownedQueues } from './findings/analyze-unowned-queues.ts';
import { buildCallTree } from './views/build-call-tree.ts';
import { CALL_TREE } from './views/call-tree-view.ts';
import { diff } from './diff.ts';
import { inspect } from './inspect.ts';
import { keyFigures } from './key-figures.ts';
import { LOCK_TREE } from './locks/lock-tree.ts';
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
