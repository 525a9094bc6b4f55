import { textAt } from '../../base/column-table-builder.ts';
import { message, type Message } from '../../base/message.ts';
import { framesOf, lockClass, lockId, text, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { blockingOf, codePlace } from '../../artifacts/thread-dump/stack-reading.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const FEWEST_WAITERS = 2;
const FILES_TOLD = 3;
const LOGGING_FRAME = /\b(?:ch\.qos\.logback\.core|org\.apache\.logging\.log4j\.core\.(?:appender|layout|async)|org\.apache\.log4j|org\.jboss\.logmanager|org\.apache\.juli|java\.util\.logging\.(?:Stream|Console|File)Handler)\b/;
const LOGS = new FrameSearch(LOGGING_FRAME, 12);

/** CR-23 */
export const LOGGING_LOCK: Rule = {
  id: 'logging-lock',
  question: 'Do threads queue for the lock of a log appender, and which file does it write?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const loggers = LOGS.rows(dump);
  if (loggers.length < FEWEST_WAITERS) return [];
  const blocking = blockingOf(dump);
  const isLogging = new Set(loggers);
  const locks = new Set(loggers.map((row) => blocking.waitsFor[row] ?? -1).filter((lock) => lock >= 0));
  return [...locks].flatMap((lock): readonly Judgement[] => {
    const waiters = blocking.waiters(lock).filter(({ thread }) => isLogging.has(thread));
    const owner = blocking.owner(lock);
    // An appender's lock is owned by one who appends.
    if (waiters.length < FEWEST_WAITERS || (owner >= 0 && !isLogging.has(owner))) return [];
    const threads = [...(owner < 0 ? [] : [owner]), ...waiters.map(({ thread }) => thread)];
    const files = logFiles(moment);
    return judgementOf(joined, {
      rule: LOGGING_LOCK.id,
      severity: 'warning',
      certainty: 'computed',
      title: message(owner < 0 ? 'correlate.rule.logging.nobody' : 'correlate.rule.logging', { count: waiters.length, className: lockClass(dump, lock), id: lockId(dump, lock), owner: owner < 0 ? '' : threadName(dump, owner), at: owner < 0 ? '' : loggingMethod(dump, owner) }),
      details: files.details,
      falsified: 'correlate.rule.logging.falsified',
      next: 'dump',
      evidence: [linesOf(moment.dump.id, [dump.locks.ownerLine[lock] ?? 0, ...waiters.map(({ line }) => line), ...threads.map((row) => dump.threads.firstLine[row] ?? 0)]), files.evidence, requestEvidence(moment, threads)],
      subject: `${lockClass(dump, lock)} of a log appender`,
      weight: threads.length + 1,
      explains: ['contended-monitor', 'synchronizer-queue', 'unowned-queue', 'identical-stacks', 'stuck-threads', 'stuck-request', 'long-requests'],
    });
  });
}

/** The method of the logging framework that the owner stands in. */
function loggingMethod(dump: ThreadDump, row: number): string {
  const frame = Array.from(framesOf(dump, row), (id) => text(dump, id)).find((one) => LOGGING_FRAME.test(one));
  return frame === undefined ? '' : codePlace(frame).method;
}

/** Logs that the process writes: one is the file, several are candidates and no evidence. */
function logFiles({ openFiles }: JoinedMoment): { readonly details: readonly Message[]; readonly evidence: ReturnType<typeof linesOf> } {
  if (openFiles === null) return { details: [], evidence: [] };
  const { columns, firstLine, rowCount } = openFiles.parsed.model.table;
  const rows = Array.from({ length: rowCount }, (_, row) => row).filter((row) => /^[wu]/.test(textAt(columns.mode, row) ?? '') && /\.(?:log|out|txt)(?:\.\d+)?(?: \(deleted\))?$/.test(textAt(columns.name, row) ?? ''));
  const names = [...new Set(rows.map((row) => textAt(columns.name, row) ?? ''))];
  if (names.length === 0) return { details: [], evidence: [] };
  return {
    details: [message(names.length === 1 ? 'correlate.rule.logging.file' : 'correlate.rule.logging.files', { list: named(names, FILES_TOLD) })],
    evidence: names.length === 1 ? linesOf(openFiles.id, rows.map((row) => firstLine[row] ?? 0)) : [],
  };
}
