import { readAccessLine } from './read-access-log.ts';
import { readApplicationLine } from './read-application-log.ts';
import { beginsProcessor } from './read-jmxproxy.ts';
import { mayHoldWorkers, readStatusPage } from './read-status-page.ts';
import { readStuckThread } from './read-stuck-thread.ts';

const LINES_LOOKED_AT = 400;
const LONGEST_LOOKED_AT = 32_768;

/** Surely by what only servers print; by an access log's lines; faintly by an application log's, which other kinds may hold more of. */
export function sniffRequests(head: Uint8Array): number {
  let score = 0;
  for (const line of new TextDecoder('latin1').decode(head).split('\n', LINES_LOOKED_AT)) {
    const text = line.slice(0, LONGEST_LOOKED_AT);
    if (beginsProcessor(text) || readStuckThread(text)) return 0.95;
    if (mayHoldWorkers(text) && readStatusPage(text).length > 0) return 0.95;
    if (score < 0.9 && readAccessLine(text)) score = 0.9;
    else if (score === 0 && readApplicationLine(text)) score = 0.2;
  }
  return score;
}
