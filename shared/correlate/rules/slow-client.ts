import type { Finding } from '../../artifacts/finding.ts';
import { endpoint } from '../../artifacts/sockets/model.ts';
import { rowsInState, servicesOf } from '../../artifacts/sockets/service-reading.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { activityOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { chainFrom, thing } from './cause-chain.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, named, pathsServed, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;
/** Frames of servers that write a response and wait until it can be sent. */
const WRITES_A_RESPONSE = new FrameSearch(/\b(?:org\.apache\.tomcat\.util\.net\.(?:NioEndpoint|Nio2Endpoint|AprEndpoint)\$\w+\.doWrite|org\.eclipse\.jetty\.(?:server\.HttpOutput\.write|util\.SharedBlockingCallback\$Blocker\.block)|io\.undertow\.servlet\.spec\.ServletOutputStreamImpl\.write\w*|org\.xnio\.channels\.Channels\.writeBlocking)\(/, 16);
const SERVES_HTTP = new FrameSearch(/\b(?:http11|HttpOutput|ServletOutputStream|OutputBuffer)\b/, 200);

/** CR-20 */
export const SLOW_CLIENT: Rule = {
  id: 'slow-client',
  question: 'Does a thread wait until a client reads its response?',
  needs: ['thread-dump', 'sockets'],
  judge: (joined, said) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment, said)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment, said: readonly Finding[]): readonly Judgement[] {
  const { dump: { id, parsed: { model: dump } }, sockets } = moment;
  const writers = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => writesToClient(dump, row));
  if (sockets === null || writers.length === 0) return [];
  const { table } = sockets.parsed.model;
  const established = new Set(rowsInState(table, 'ESTABLISHED'));
  const { values: sendQ } = table.columns.sendQ;
  const inbound = servicesOf(table).filter(({ direction, pid }) => direction === 'inbound' && (joined.pid === null || pid === null || pid === joined.pid));
  // Connections of nobody may be of other processes that the lister may not see into.
  const own = inbound.filter(({ pid }) => pid !== null);
  const clients = (own.length > 0 ? own : inbound)
    .flatMap(({ rows }) => rows)
    .filter((row) => established.has(row) && (sendQ[row] ?? 0) > 0)
    .toSorted((a, b) => (sendQ[b] ?? 0) - (sendQ[a] ?? 0));
  const [slowest] = clients;
  const evidence = evidenceList(linesOf(id, writers.map((row) => dump.threads.firstLine[row] ?? 0)), linesOf(sockets.id, clients.map((row) => table.firstLine[row] ?? 0)), requestEvidence(moment, writers));
  if (slowest === undefined || evidence === null) return [];
  const isOne = clients.length === 1 && writers.length === 1;
  return [{
    finding: {
      rule: SLOW_CLIENT.id,
      severity: 'info',
      certainty: isOne ? 'inferred' : 'candidate',
      title: message('correlate.rule.client', { count: writers.length, names: named(writers.map((row) => threadName(dump, row)), NAMED), client: endpoint(table, slowest, 'remote') ?? '*', bytes: sendQ[slowest] ?? 0, paths: pathsServed(moment, writers) }),
      ...(isOne ? { chain: chainFrom(moment, writers, [['writes', thing(endpoint(table, slowest, 'remote') ?? '*')]]) } : {}),
      details: [
        ...clients.slice(1, NAMED).map((row) => message('correlate.rule.client.other', { client: endpoint(table, row, 'remote') ?? '*', bytes: sendQ[row] ?? 0 })),
        message('correlate.rule.client.falsified'),
        nextStep('sockets', joined),
      ],
      evidence,
      subject: 'slow-client',
      weight: writers.length,
    },
    explains: ['unsent-bytes', 'long-requests', 'stuck-request'],
    // Other listings of the same moment tell of the same connections.
    subjects: [...longPathsOf(said, moment, writers), ...said.flatMap(({ rule, subject, title }) => (rule === 'unsent-bytes' && subject !== undefined && Number(title.params['count']) <= clients.length ? [subject] : []))],
  }];
}

/** Not a call to a backend: that has its own rules. */
function writesToClient(dump: ThreadDump, row: number): boolean {
  return WRITES_A_RESPONSE.has(dump, row) || (activityOf(dump, row) === 'writes-socket' && SERVES_HTTP.has(dump, row));
}
