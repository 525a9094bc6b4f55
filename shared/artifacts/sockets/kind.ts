import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeAcceptQueue } from './analyze-accept-queue.ts';
import { analyzeCloseWait } from './analyze-close-wait.ts';
import { analyzeCloseWaitGrowth, analyzeConnectionGrowth } from './analyze-growth.ts';
import { analyzeSynRecv, analyzeSynSent } from './analyze-opening.ts';
import { analyzeServices, analyzeStuckBytes } from './analyze-services.ts';
import { analyzeTimeWait } from './analyze-time-wait.ts';
import { socketsContract } from './contract.ts';
import { diffSockets } from './diff.ts';
import { inspectSocket } from './inspect.ts';
import { SOCKETS_MESSAGES } from './messages.ts';
import type { SocketListing } from './model.ts';
import { SocketParser } from './parse.ts';
import { SOCKETS_RECIPE } from './recipe.ts';
import { SERVICES_SERIES, SOCKETS_DIFF, STATES_SERIES } from './series-view.ts';
import { sniffSockets } from './sniff.ts';
import { figures, SERVICES, SOCKETS, STATES, UNIX } from './view.ts';

/** Sockets of a host or container: netstat, ss, /proc/net. */
export const SOCKETS_KIND: ArtifactKind<SocketListing> = {
  id: 'sockets',
  title: 'sockets.title',
  parserVersion: 1,
  messages: SOCKETS_MESSAGES,
  sniff: sniffSockets,
  createParser: () => new SocketParser(),
  tables: [SOCKETS, SERVICES, STATES, UNIX],
  series: [STATES_SERIES, SERVICES_SERIES, SOCKETS_DIFF],
  trees: [],
  keyFigures: (model) => figures(model).map(({ id, value }) => ({ id, label: `sockets.figure.${id}`, value, unit: 'count' })),
  analyzers: [analyzeAcceptQueue, analyzeCloseWait, analyzeSynRecv, analyzeSynSent, analyzeTimeWait, analyzeServices, analyzeStuckBytes],
  seriesAnalyzers: [analyzeCloseWaitGrowth, analyzeConnectionGrowth],
  inspect: inspectSocket,
  toContract: socketsContract,
  diff: diffSockets,
  recipe: SOCKETS_RECIPE,
};
