import { textAt } from '../../base/column-table-builder.ts';
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

const FEWEST = 2;
const NAMED = 4;
const SEEDS = new FrameSearch(/\bsun\.security\.provider\.(?:NativePRNG(?:\$(?:Blocking|RandomIO))?|SeedGenerator(?:\$\w+)?|NativeSeedGenerator)\.\w+\(/, 8);
const READS_A_DEVICE = new FrameSearch(/\bjava\.io\.FileInputStream\.read\w*\(/, 2);

/** CR-26 */
export const ENTROPY_BLOCK: Rule = {
  id: 'entropy-block',
  question: 'Do threads wait for random numbers of the system, and from which device?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const rows = SEEDS.rows(dump);
  const [reader] = rows.filter((row) => READS_A_DEVICE.has(dump, row));
  if (reader === undefined || rows.length < FEWEST) return [];
  return judgementOf(joined, {
    rule: ENTROPY_BLOCK.id,
    severity: 'warning',
    certainty: 'inferred',
    title: message('correlate.rule.entropy', { count: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), reader: threadName(dump, reader) }),
    details: [message('correlate.rule.entropy.meaning')],
    falsified: 'correlate.rule.entropy.falsified',
    next: 'dump',
    evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), deviceLines(moment), requestEvidence(moment, rows)],
    subject: `random numbers for ${methodOf(dump, reader, new ApplicationFrames(dump))}`,
    weight: rows.length,
    explains: ['contended-monitor', 'identical-stacks', 'stuck-threads', 'stuck-request', 'long-requests'],
  });
}

/** Where the process has the blocking device open. */
function deviceLines({ openFiles }: JoinedMoment): ReturnType<typeof linesOf> {
  if (openFiles === null) return [];
  const { columns, firstLine, rowCount } = openFiles.parsed.model.table;
  return linesOf(openFiles.id, Array.from({ length: rowCount }, (_, row) => row).filter((row) => textAt(columns.name, row) === '/dev/random').map((row) => firstLine[row] ?? 0));
}
