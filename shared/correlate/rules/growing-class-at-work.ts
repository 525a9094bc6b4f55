import { framesOf, text, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import type { Finding } from '../../artifacts/finding.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

/** CR-40 */
export const GROWING_CLASS_AT_WORK: Rule = {
  id: 'growing-class-at-work',
  question: 'Which threads run the code of a class whose instances grow from capture to capture?',
  needs: ['heap-histogram', 'thread-dump'],
  judge: (joined, said) => said.filter(({ rule }) => rule === 'growing-class').flatMap((growth) => judgeGrowth(joined, growth)),
};

function judgeGrowth(joined: JoinedCase, growth: Finding): readonly Judgement[] {
  const className = String(growth.title.params['class'] ?? '');
  const moment = joined.moments.at(-1);
  const code = codeOf(className);
  if (moment === undefined || code === null) return [];
  const dump = moment.dump.parsed.model;
  const rows = threadsIn(dump, code);
  const [first] = rows;
  if (first === undefined) return [];
  return judgementOf(joined, {
    rule: GROWING_CLASS_AT_WORK.id,
    severity: growth.severity,
    certainty: 'candidate',
    title: message('correlate.rule.allocators', { class: className, before: growth.title.params['before'] ?? 0, after: growth.title.params['after'] ?? 0, count: rows.length, names: named(rows.map(({ row }) => threadName(dump, row)), NAMED), place: first.frame }),
    details: [],
    falsified: 'correlate.rule.allocators.falsified',
    next: 'histogram',
    evidence: [growth.evidence, linesOf(moment.dump.id, rows.map(({ row }) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows.map(({ row }) => row))],
    subject: `code of ${className}`,
    weight: growth.weight + 1,
    explains: ['growing-class'],
  });
}

/** The outermost class, whose methods mostly make what is nested in it; null for classes of the JDK, which everybody makes. */
function codeOf(className: string): string | null {
  const outermost = className.replace(/(?:\[\])+$/, '').replace(/[$/].*$/, '');
  return /^(?:java|javax|jdk|sun|com\.sun)\.|^[a-z]+$/.test(outermost) ? null : outermost;
}

function threadsIn(dump: ThreadDump, code: string): readonly { readonly row: number; readonly frame: string }[] {
  return Array.from({ length: dump.threads.count }, (_, row) => row).flatMap((row) => {
    const frame = Array.from(framesOf(dump, row), (id) => text(dump, id)).find((one) => isOf(one, code));
    return frame === undefined ? [] : [{ row, frame }];
  });
}

function isOf(frame: string, code: string): boolean {
  const method = frame.slice(frame.lastIndexOf('/', frame.indexOf('(')) + 1);
  return method.startsWith(`${code}.`) || method.startsWith(`${code}$`);
}
