import { stateOf, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, isIdle, methodOf, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;
/** Threads that serve many connections each, as Netty, Vert.x, Reactor, Undertow and their users name them. */
const IS_EVENT_LOOP = /^(?:reactor-http-(?:epoll|nio|kqueue)-\d|(?:nio|epoll|kQueue)EventLoopGroup-\d|vert\.x-eventloop-thread-\d|vertx-eventloop-thread-\d|XNIO-\d+ I\/O-\d|armeria-common-worker-|grpc-(?:nio|default)-worker-ELG-|lettuce-(?:n|e)ioEventLoop-|netty-worker-)/;
/** Such threads speak to sockets through selectors: plain blocking ones hold all their connections up. */
const READS_BLOCKING = new FrameSearch(/\b(?:sun\.nio\.ch\.NioSocketImpl|java\.net\.(?:SocketInputStream|PlainSocketImpl|AbstractPlainSocketImpl))\.\w+\(/, 14);
const AT_REST: ReadonlySet<string> = new Set(['BLOCKED', 'WAITING', 'TIMED_WAITING']);

/** CR-42 */
export const EVENT_LOOP_BLOCKED: Rule = {
  id: 'event-loop-blocked',
  question: 'Does an event loop wait within a handler, so that all its connections stand still?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const rows = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => IS_EVENT_LOOP.test(threadName(dump, row)) && waits(dump, row));
  const [first] = rows;
  if (first === undefined) return [];
  const frames = new ApplicationFrames(dump);
  return judgementOf(joined, {
    rule: EVENT_LOOP_BLOCKED.id,
    severity: 'warning',
    certainty: 'inferred',
    title: message('correlate.rule.event-loop', { count: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), state: stateOf(dump, first), place: placeOf(dump, first, frames) }),
    details: [],
    falsified: 'correlate.rule.event-loop.falsified',
    next: 'dump',
    evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows)],
    subject: `event loop in ${methodOf(dump, first, frames)}`,
    weight: rows.length * 5,
    explains: ['stuck-threads', 'stuck-request'],
  });
}

function waits(dump: ThreadDump, row: number): boolean {
  return dump.threads.stack[row] !== 0 && !isIdle(dump, row) && (AT_REST.has(stateOf(dump, row)) || READS_BLOCKING.has(dump, row));
}
