import { endpoint, commonState, type SocketListing } from '../../artifacts/sockets/model.ts';
import type { Evidence } from '../../artifacts/finding.ts';
import type { HeapHistogram } from '../../artifacts/heap-histogram/model.ts';
import type { LoadedArtifact } from '../../artifacts/loaded-artifact.ts';
import type { OpenFiles } from '../../artifacts/open-files/model.ts';
import { pathOf } from '../../artifacts/requests/model.ts';
import { stateOf, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { textAt } from '../../base/column-table-builder.ts';
import { message } from '../../base/message.ts';
import { linesOf } from '../../correlate/rules/evidence-list.ts';
import { FrameSearch } from '../../correlate/frame-search.ts';
import { judgementOf } from '../../correlate/rules/judgement-of.ts';
import type { JoinedCase, JoinedMoment } from '../../correlate/rules/joined-case.ts';
import { overMoments } from '../../correlate/rules/over-moments.ts';
import type { Judgement, Rule } from '../../correlate/rules/rule.ts';
import { named, requestEvidence } from '../../correlate/rules/thread-evidence.ts';
import { BoundedPattern } from './bounded-pattern.ts';
import type { OwnRule } from './own-rules-schema.ts';

const NAMED = 4;

/** What one condition found: null where it does not hold. */
interface Met {
  readonly evidence: readonly Evidence[];
  readonly count: number;
  readonly names: string;
}

/** A rule that a person wrote, as one of ours. Throws PatternError for a pattern that is refused. */
export function compileRule(rule: OwnRule): Rule {
  const conditions = [threadCondition(rule), socketCondition(rule), fileCondition(rule), classCondition(rule)].filter((condition) => condition !== null);
  const needs = [rule.threads && 'thread-dump', rule.sockets && 'sockets', rule.files && 'open-files', rule.classes && 'heap-histogram'].filter((kind) => kind !== undefined);
  return {
    id: `own:${rule.id}`,
    question: rule.title.en,
    needs,
    judge(joined) {
      const judge = (moment: JoinedMoment | null): readonly Judgement[] => {
        const met = conditions.map((condition) => condition(joined, moment));
        return met.every((one) => one !== null) ? conclude(rule, joined, met) : [];
      };
      return rule.threads === undefined ? judge(null) : overMoments(joined.moments, judge);
    },
  };
}

function conclude(rule: OwnRule, joined: JoinedCase, met: readonly Met[]): readonly Judgement[] {
  return judgementOf(joined, {
    rule: `own:${rule.id}`,
    severity: rule.severity,
    certainty: 'candidate',
    title: message('own-rules.title', { en: rule.title.en, ko: rule.title.ko ?? rule.title.en, wrongEn: rule.wrongIf?.en ?? '', wrongKo: rule.wrongIf?.ko ?? rule.wrongIf?.en ?? '', id: rule.id }),
    details: met.map(({ count, names }) => message('own-rules.met', { count, names })),
    falsified: rule.wrongIf === undefined ? 'own-rules.falsified' : 'own-rules.wrong-if',
    next: rule.next,
    evidence: met.map(({ evidence }) => evidence),
    subject: rule.id,
    weight: met[0]?.count ?? 1,
    explains: [],
  });
}

type Condition = (joined: JoinedCase, moment: JoinedMoment | null) => Met | null;

function threadCondition({ threads }: OwnRule): Condition | null {
  if (threads === undefined) return null;
  const frame = threads.frame === undefined ? null : new FrameSearch(new BoundedPattern(threads.frame), threads.within);
  const name = threads.name === undefined ? null : new BoundedPattern(threads.name);
  const request = threads.request === undefined ? null : new BoundedPattern(threads.request);
  return (_, moment) => {
    if (moment === null) return null;
    const dump = moment.dump.parsed.model;
    const rows = Array.from({ length: dump.threads.count }, (__, row) => row).filter((row) => {
      const served = moment.requests.get(row);
      return (
        (threads.states === undefined || threads.states.includes(stateOf(dump, row))) &&
        (name === null || name.test(threadName(dump, row))) &&
        (frame === null || frame.has(dump, row)) &&
        (request === null || (served !== undefined && request.test(pathOf(served.url))))
      );
    });
    if (rows.length < threads.atLeast) return null;
    return { count: rows.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), evidence: [...linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), ...requestEvidence(moment, rows)] };
  };
}

function socketCondition({ sockets }: OwnRule): Condition | null {
  if (sockets === undefined) return null;
  const local = sockets.local === undefined ? null : new BoundedPattern(sockets.local);
  const remote = sockets.remote === undefined ? null : new BoundedPattern(sockets.remote);
  return (joined, moment) => {
    const listing: LoadedArtifact<SocketListing> | null = moment === null ? (joined.sockets.at(-1) ?? null) : moment.sockets;
    if (listing === null) return null;
    const { table } = listing.parsed.model;
    const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
      (sockets.state === undefined || commonState(textAt(table.columns.state, row)) === sockets.state) &&
      (local === null || local.test(endpoint(table, row, 'local') ?? '')) &&
      (remote === null || remote.test(endpoint(table, row, 'remote') ?? '')));
    return metBy(rows.length >= sockets.atLeast ? rows : [], listing.id, (row) => table.firstLine[row] ?? 0, (row) => endpoint(table, row, 'remote') ?? endpoint(table, row, 'local') ?? '');
  };
}

function fileCondition({ files }: OwnRule): Condition | null {
  if (files === undefined) return null;
  const name = new BoundedPattern(files.name);
  return (joined, moment) => {
    const list: LoadedArtifact<OpenFiles> | null = moment === null ? (joined.openFiles.at(-1) ?? null) : moment.openFiles;
    if (list === null) return null;
    const { table } = list.parsed.model;
    const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => name.test(textAt(table.columns.name, row) ?? ''));
    return metBy(rows.length >= files.atLeast ? rows : [], list.id, (row) => table.firstLine[row] ?? 0, (row) => textAt(table.columns.name, row) ?? '');
  };
}

function classCondition({ classes }: OwnRule): Condition | null {
  if (classes === undefined) return null;
  const name = new BoundedPattern(classes.name);
  return (joined) => {
    const histogram: LoadedArtifact<HeapHistogram> | undefined = joined.histograms.at(-1);
    if (histogram === undefined) return null;
    const { classNames, instances, lines } = histogram.parsed.model;
    const rows = Array.from(classNames.keys()).filter((row) => (instances[row] ?? 0) >= classes.instances && name.test(classNames[row] ?? ''));
    return metBy(rows, histogram.id, (row) => lines[row] ?? 0, (row) => classNames[row] ?? '');
  };
}

function metBy(rows: readonly number[], artifact: Evidence['artifact'], lineOf: (row: number) => number, nameOf: (row: number) => string): Met | null {
  if (rows.length === 0) return null;
  return { count: rows.length, names: named([...new Set(rows.map(nameOf))], NAMED), evidence: linesOf(artifact, rows.map(lineOf)) };
}
