import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { endpoint, type SocketListing } from './model.ts';
import { processName, rowsInState } from './services.ts';

/** Where no maximum is printed: the backlog that Java's ServerSocket asks for when the program names none. */
const JAVA_BACKLOG = 50;
/** From this share on, a queue is about to be full. */
const NEARLY_FULL = 0.7;

/** On which ports do connections wait to be accepted, up to where the kernel drops new ones? SK-15 */
export function analyzeAcceptQueue({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table, printsBacklogLimit } = model;
  return rowsInState(table, 'LISTEN').flatMap((row) => {
    const waiting = table.columns.recvQ.values[row] ?? Number.NaN;
    const limit = printsBacklogLimit ? (table.columns.sendQ.values[row] ?? 0) : 0;
    const degree = degreeOf(waiting, limit, printsBacklogLimit);
    const evidence = degree === null ? null : evidenceOfRows(id, table, [row]);
    if (degree === null || evidence === null) return [];
    const process = processName(table, row);
    return [
      {
        rule: 'accept-queue-full',
        severity: degree === 'full' ? 'critical' : 'warning',
        certainty: degree === 'unknown-limit' ? 'candidate' : 'computed',
        title: message(`sockets.finding.accept-queue.${degree}`, { waiting, limit, place: endpoint(table, row, 'local') ?? '*', process: process ?? '?' }),
        details: [message('sockets.finding.accept-queue.meaning')],
        evidence,
        subject: `accept-queue ${endpoint(table, row, 'local') ?? ''}`,
        weight: degree === 'full' ? 40 : 10,
      } satisfies Finding,
    ];
  });
}

/** null: nothing to tell. A limit of 0 means that one connection may wait. */
function degreeOf(waiting: number, limit: number, isLimitPrinted: boolean): 'full' | 'nearly-full' | 'unknown-limit' | null {
  if (!(waiting > 0)) return null;
  if (!isLimitPrinted) return waiting >= JAVA_BACKLOG ? 'unknown-limit' : null;
  if (waiting >= limit) return 'full';
  return waiting >= limit * NEARLY_FULL ? 'nearly-full' : null;
}
