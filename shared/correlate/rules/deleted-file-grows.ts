import { deletedByProcess, heldBytes } from '../../artifacts/open-files/held-reading.ts';
import type { Finding } from '../../artifacts/finding.ts';
import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Judgement, Rule } from './rule.ts';

const LEAST_GAIN_BYTES = 1_048_576;
const LEAST_SHARE = 0.1;

/** CR-19 */
export const DELETED_FILE_GROWS: Rule = {
  id: 'deleted-file-grows',
  question: 'Do deleted files that a process holds open take more and more of the disk?',
  needs: ['open-files'],
  judge: (joined, said) => said.filter(({ rule }) => rule === 'deleted-files-held').flatMap((held) => judgeHeld(joined, held)),
};

function judgeHeld(joined: JoinedCase, held: Finding): readonly Judgement[] {
  const process = String(held.title.params['process'] ?? '');
  const lists = joined.openFiles.map(({ id, parsed: { model } }) => {
    const rows = deletedByProcess(model).find(({ key }) => key === process)?.rows ?? [];
    const { bytes, unknown } = heldBytes(model.table, rows);
    return { bytes: unknown > 0 ? Number.NaN : bytes, evidence: linesOf(id, rows.map((row) => model.table.firstLine[row] ?? 0)) };
  });
  const [first, last] = [lists[0]?.bytes ?? Number.NaN, lists.at(-1)?.bytes ?? Number.NaN];
  const grows = lists.length > 1 && lists.every(({ bytes }, i) => i === 0 || bytes >= (lists[i - 1]?.bytes ?? Number.NaN));
  const evidence = evidenceList(held.evidence, ...lists.toReversed().map(({ evidence }) => evidence));
  // A size that nobody printed, NaN, fulfils none of these.
  if (!grows || evidence === null || !(last - first >= Math.max(LEAST_GAIN_BYTES, first * LEAST_SHARE))) return [];
  return [{
    finding: {
      rule: DELETED_FILE_GROWS.id,
      severity: 'warning',
      certainty: 'computed',
      title: message('correlate.rule.deleted', { process, count: held.title.params['count'] ?? 0, first, bytes: last, captures: lists.length }),
      details: [...held.details.filter(({ key }) => key.startsWith('open-files.finding.deleted.file')), message('correlate.rule.deleted.falsified'), nextStep('open-files', joined)],
      evidence,
      subject: `deleted-file-grows ${process}`,
      weight: held.weight + 1,
    },
    explains: ['deleted-files-held'],
  }];
}
