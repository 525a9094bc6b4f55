import { textAt } from '../../base/column-table-builder.ts';
import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeLongRequests } from './analyze-long-requests.ts';
import { analyzeStuckThreads } from './analyze-stuck-threads.ts';
import { requestsContract } from './contract.ts';
import { diffRequests } from './diff.ts';
import { inspectRequest } from './inspect.ts';
import { REQUESTS_MESSAGES } from './messages.ts';
import type { RequestListing } from './model.ts';
import { RequestParser } from './parse.ts';
import { REQUESTS_RECIPE } from './recipe.ts';
import { sniffRequests } from './sniff.ts';
import { PATHS, REQUESTS } from './view.ts';

/** Which thread serves which request: Tomcat's RequestProcessors and status, stuck thread logs, access logs and application logs. */
export const REQUESTS_KIND: ArtifactKind<RequestListing> = {
  id: 'requests',
  title: 'requests.title',
  parserVersion: 1,
  messages: REQUESTS_MESSAGES,
  sniff: sniffRequests,
  createParser: () => new RequestParser(),
  tables: [REQUESTS, PATHS],
  series: [],
  trees: [],
  keyFigures: ({ table }) => {
    const count = (progress: string): number => Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => textAt(table.columns.progress, row) === progress).length;
    return [
      { id: 'in-flight', label: 'requests.figure.in-flight', value: count('in-flight'), unit: 'count' },
      { id: 'done', label: 'requests.figure.done', value: count('done'), unit: 'count' },
    ];
  },
  analyzers: [analyzeLongRequests, analyzeStuckThreads],
  seriesAnalyzers: [],
  inspect: inspectRequest,
  toContract: requestsContract,
  diff: diffRequests,
  recipe: REQUESTS_RECIPE,
};
