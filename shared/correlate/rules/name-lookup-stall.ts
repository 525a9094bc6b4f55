import { textAt } from '../../base/column-table-builder.ts';
import { endpoint } from '../../artifacts/sockets/model.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, methodOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

/** One that looks a name up is no news. */
const FEWEST = 2;
const NAMED = 4;
const DNS_PORT = 53;
/** In the lookup itself, and behind the lock that InetAddress keeps for each name. */
const LOOKS_UP = new FrameSearch(/\bjava\.net\.(?:Inet\w*AddressImpl\.(?:lookupAllHostAddr|getHostByAddr)|InetAddress(?:\$NameServiceAddresses\.get|\$CachedLookup\.get|\.getAddressesFromNameService|\.checkLookupTable)|InetAddress\$PlatformResolver\.lookup\w*)\(/, 10);

/** CR-25 */
export const NAME_LOOKUP_STALL: Rule = {
  id: 'name-lookup-stall',
  question: 'Do several threads wait for names to be resolved, and which server is asked?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const rows = LOOKS_UP.rows(dump);
  const [first] = rows;
  if (first === undefined || rows.length < FEWEST) return [];
  const frames = new ApplicationFrames(dump);
  const server = serverOf(joined, moment);
  return judgementOf(joined, {
    rule: NAME_LOOKUP_STALL.id,
    severity: 'warning',
    certainty: 'inferred',
    title: message('correlate.rule.lookup', { count: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), at: methodOf(dump, first, frames) }),
    details: server.length === 0 ? [] : [message('correlate.rule.lookup.server', { server: server[0]?.place ?? '' })],
    falsified: 'correlate.rule.lookup.falsified',
    next: 'dump',
    evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), server.flatMap(({ line }) => linesOf(moment.sockets?.id ?? moment.dump.id, [line])), requestEvidence(moment, rows)],
    subject: `name lookup in ${methodOf(dump, first, frames)}`,
    weight: rows.length,
    explains: ['identical-stacks', 'stuck-threads', 'stuck-request', 'long-requests'],
  });
}

/** Sockets of the process that ask a name server now. */
function serverOf({ pid }: JoinedCase, { sockets }: JoinedMoment): readonly { readonly place: string; readonly line: number }[] {
  if (sockets === null || pid === null) return [];
  const { table } = sockets.parsed.model;
  return Array.from({ length: table.rowCount }, (_, row) => row)
    .filter((row) => table.columns.remotePort.values[row] === DNS_PORT && table.columns.pid.values[row] === pid && textAt(table.columns.remoteAddress, row) !== null)
    .map((row) => ({ place: endpoint(table, row, 'remote') ?? '', line: table.firstLine[row] ?? 0 }));
}
