import { stateLetter } from '../../artifacts/processes/process-reading.ts';
import { textAt } from '../../base/column-table-builder.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message, type Message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

/** One thread reads from a disk now and then. */
const FEWEST = 2;
const NAMED = 4;
const FILES_TOLD = 4;

/** CR-30 */
export const STORAGE_STALL: Rule = {
  id: 'storage-stall',
  question: 'Do Java threads sleep uninterruptibly (D), where in the code, and which files may it be?',
  needs: ['thread-dump', 'thread-cpu'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const lists = new Map(joined.threadLists.map((list) => [list.id, list.parsed.model]));
  const asleep = [...moment.cpu.values()].filter(({ artifact, row, thread }) => {
    const list = lists.get(artifact);
    return list !== undefined && stateLetter(list, row) === 'D' && dump.threads.stack[thread] !== 0;
  });
  const [first] = asleep;
  if (first === undefined || asleep.length < FEWEST) return [];
  const rows = asleep.map(({ thread }) => thread);
  const place = placeOf(dump, first.thread, new ApplicationFrames(dump));
  return judgementOf(joined, {
    rule: STORAGE_STALL.id,
    severity: 'warning',
    certainty: 'inferred',
    title: message('correlate.rule.storage', { count: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), place }),
    details: filesOf(moment),
    falsified: 'correlate.rule.storage.falsified',
    next: 'thread-cpu',
    evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), asleep.flatMap(({ artifact, line }) => linesOf(artifact, [line])), requestEvidence(moment, rows)],
    subject: 'storage-stall',
    weight: rows.length,
    explains: ['io-wait', 'uninterruptible-processes', 'stuck-in-uninterruptible-sleep', 'stuck-threads', 'stuck-request', 'long-requests'],
  });
}

/** Files that the process reads and writes by itself: candidates. What it runs from is mapped, or ends as archives do. */
function filesOf({ openFiles }: JoinedMoment): readonly Message[] {
  if (openFiles === null) return [];
  const { columns, rowCount } = openFiles.parsed.model.table;
  const names = new Set<string>();
  for (let row = 0; row < rowCount; row++) {
    const name = textAt(columns.name, row) ?? '';
    if (textAt(columns.type, row) === 'REG' && /^\d+$/.test(textAt(columns.fd, row) ?? '') && !/\.(?:jar|jsa|jmod|so)$|\/modules$/.test(name)) names.add(name);
  }
  return names.size === 0 ? [] : [message('correlate.rule.storage.files', { list: named([...names], FILES_TOLD) })];
}
