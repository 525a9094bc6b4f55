import { textAt } from '../../base/column-table-builder.ts';
import { endpoint } from '../../artifacts/sockets/model.ts';
import { groupRows } from '../../artifacts/sockets/service-reading.ts';
import type { Finding } from '../../artifacts/finding.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import type { Judgement, Rule } from './rule.ts';

/** CR-39 */
export const DESCRIPTORS_NEAR_LIMIT: Rule = {
  id: 'descriptors-near-limit',
  question: 'Does a process come near its limit of open files, when does it reach it, and which connections take most of them?',
  needs: ['open-files', 'sockets'],
  judge: (joined, said) => said.filter(({ rule, severity }) => rule === 'fd-usage' && severity !== 'info').flatMap((usage) => judgeUsage(joined, said, usage)),
};

function judgeUsage(joined: JoinedCase, said: readonly Finding[], usage: Finding): readonly Judgement[] {
  const listing = joined.sockets.at(-1);
  if (listing === undefined || joined.pid === null) return [];
  const { table } = listing.parsed.model;
  const own = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => table.columns.pid.values[row] === joined.pid);
  const [most] = groupRows(own, (row) => `${textAt(table.columns.state, row) ?? ''} ${endpoint(table, row, 'remote') ?? '*'}`);
  if (most === undefined) return [];
  const { process = '', count = 0, limit = 0, share = 0 } = usage.title.params;
  const growth = said.find(({ rule, title }) => rule === 'fd-growth' && title.params['process'] === process);
  const forecast = (growth?.details ?? []).filter(({ key }) => key === 'open-files.finding.growth.limit');
  const [first = 0] = most.rows;
  return judgementOf(joined, {
    rule: DESCRIPTORS_NEAR_LIMIT.id,
    severity: usage.severity,
    certainty: 'computed',
    title: message('correlate.rule.descriptors', { process, count, limit, share, sockets: most.rows.length, state: textAt(table.columns.state, first) ?? '?', peer: endpoint(table, first, 'remote') ?? '*' }),
    details: forecast,
    falsified: 'correlate.rule.descriptors.falsified',
    next: 'open-files',
    evidence: [usage.evidence, growth?.evidence ?? [], linesOf(listing.id, most.rows.map((row) => table.firstLine[row] ?? 0))],
    subject: `descriptors of ${process}`,
    weight: usage.weight + 1,
    explains: ['fd-usage', 'fd-growth'],
    subjects: [usage.subject ?? ''],
  });
}
