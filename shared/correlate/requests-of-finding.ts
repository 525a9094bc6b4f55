import type { Finding } from '../artifacts/finding.ts';
import { pathOf } from '../artifacts/requests/model.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import type { ArtifactId } from '../base/ids.ts';
import { message } from '../base/message.ts';
import type { ThreadRequest } from './thread-request.ts';

/** Paths named in one sentence. */
const NAMED = 3;

export interface JoinedDump {
  readonly dump: ThreadDump;
  readonly requests: readonly ThreadRequest[];
}

/**
 * A finding about threads with what they serve, by path, and for how long: `14 × /shop/checkout`. By the threads in whose lines its evidence lies;
 * requests of low confidence are left out. CR-06
 */
export function withRequests(finding: Finding, joinedOf: (artifact: ArtifactId) => JoinedDump | null): Finding {
  const counts = new Map<string, number>();
  let longest = 0;
  for (const [artifact, rows] of threadsOf(finding, joinedOf)) {
    for (const { thread, evidence: [best] } of joinedOf(artifact)?.requests ?? []) {
      if (!rows.has(thread) || best.confidence === 'low') continue;
      const path = pathOf(best.url);
      counts.set(path, (counts.get(path) ?? 0) + 1);
      longest = Math.max(longest, best.durationMs ?? 0);
    }
  }
  if (counts.size === 0) return finding;
  const paths = [...counts].toSorted(([, a], [, b]) => b - a);
  const list = paths.slice(0, NAMED).map(([path, count]) => (count === 1 ? path : `${count} × ${path}`)).join(', ');
  const more = paths.length > NAMED ? ', …' : '';
  return { ...finding, details: [message(longest > 0 ? 'correlate.detail.requests.since' : 'correlate.detail.requests', { list: `${list}${more}`, longest }), ...finding.details] };
}

/** Of the latest dump only: what a finding says is worded by it. */
function threadsOf(finding: Finding, joinedOf: (artifact: ArtifactId) => JoinedDump | null): ReadonlyMap<ArtifactId, ReadonlySet<number>> {
  const rows = new Map<ArtifactId, Set<number>>();
  const [{ artifact: latest }] = finding.evidence;
  const joined = joinedOf(latest);
  if (joined === null) return rows;
  const { threads } = joined.dump;
  for (const { artifact, line } of finding.evidence) {
    if (artifact !== latest) continue;
    for (let row = 0; row < threads.count; row++) {
      if ((threads.firstLine[row] ?? 0) > line || (threads.lastLine[row] ?? 0) < line) continue;
      rows.set(artifact, (rows.get(artifact) ?? new Set()).add(row));
      break;
    }
  }
  return rows;
}
