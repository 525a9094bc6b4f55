import type { Evidence, Finding } from '../finding.ts';
import { forecast, meetLimit } from '../../base/forecast.ts';
import { message, type Message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import { hoursOf } from '../capture-times.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { riseThroughout } from '../rising-counts.ts';
import { deletedByProcess, descriptorsByProcess, sortOf } from './file-groups.ts';
import { groupRows, limitOf, type OpenFiles } from './model.ts';

type Lists = NonEmpty<LoadedArtifact<OpenFiles>>;

const LEAST_GAIN = 5;
const LEAST_SHARE = 0.1;
const SORTS_TOLD = 3;
const HOUR_MS = 3_600_000;

interface Counted {
  readonly process: string;
  /** Rows in each capture; none where the process is not listed. */
  readonly rows: readonly (readonly number[])[];
}

/** Which process opens more and more descriptors, of what sort, and when does it reach its limit? OF-13 */
export function analyzeDescriptorGrowth(lists: Lists): readonly Finding[] {
  return perProcess(lists, descriptorsByProcess).filter(({ rows }) => riseThroughout(rows.map(({ length }) => length), LEAST_GAIN, LEAST_SHARE)).flatMap(({ process, rows }) => {
    const evidence = evidenceOf(lists, rows);
    if (evidence === null) return [];
    const counts = rows.map(({ length }) => length);
    return [
      {
        rule: 'fd-growth',
        severity: 'warning',
        certainty: 'computed',
        title: message('open-files.finding.growth', { process, captures: counts.length, first: counts[0] ?? 0, last: counts.at(-1) ?? 0 }),
        details: [message('open-files.finding.counts', { counts: counts.join(' → ') }), ...whatGrew(lists, rows), ...outlook(lists, counts, rows)],
        evidence,
        subject: `fd-growth ${process}`,
        weight: Math.min(90, 20 + ((counts.at(-1) ?? 0) - (counts[0] ?? 0)) / 5),
      } satisfies Finding,
    ];
  });
}

/** Which process holds more and more deleted files? OF-13 */
export function analyzeDeletedGrowth(lists: Lists): readonly Finding[] {
  return perProcess(lists, deletedByProcess).filter(({ rows }) => riseThroughout(rows.map(({ length }) => length), LEAST_GAIN, LEAST_SHARE)).flatMap(({ process, rows }) => {
    const evidence = evidenceOf(lists, rows);
    if (evidence === null) return [];
    const counts = rows.map(({ length }) => length);
    return [
      {
        rule: 'deleted-files-growth',
        severity: 'warning',
        certainty: 'computed',
        title: message('open-files.finding.deleted-growth', { process, captures: counts.length, first: counts[0] ?? 0, last: counts.at(-1) ?? 0 }),
        details: [message('open-files.finding.counts', { counts: counts.join(' → ') }), message('open-files.finding.deleted.meaning')],
        evidence,
        subject: `deleted-growth ${process}`,
        weight: Math.min(40, (counts.at(-1) ?? 0) / 2),
      } satisfies Finding,
    ];
  });
}

function perProcess(lists: Lists, groupsOf: (files: OpenFiles) => readonly { readonly key: string; readonly rows: readonly number[] }[]): readonly Counted[] {
  const counted = new Map<string, (readonly number[])[]>();
  for (const [capture, { parsed }] of lists.entries()) {
    for (const { key, rows } of groupsOf(parsed.model)) {
      const entry = counted.get(key) ?? lists.map(() => []);
      entry[capture] = rows;
      counted.set(key, entry);
    }
  }
  return [...counted].map(([process, rows]) => ({ process, rows }));
}

/** The sorts of descriptors that gained most from first to last. */
function whatGrew(lists: Lists, rows: readonly (readonly number[])[]): readonly Message[] {
  const countsAt = (capture: number): ReadonlyMap<string, number> => {
    const table = (lists.at(capture) ?? lists[0]).parsed.model.table;
    return new Map(groupRows(rows.at(capture) ?? [], (row) => sortOf(table, row)).map(({ key, rows }) => [key, rows.length]));
  };
  const before = countsAt(0);
  return [...countsAt(-1)]
    .map(([sort, after]) => ({ sort, first: before.get(sort) ?? 0, last: after }))
    .filter(({ first, last }) => last > first)
    .toSorted((a, b) => b.last - b.first - (a.last - a.first))
    .slice(0, SORTS_TOLD)
    .map((params) => message('open-files.finding.growth.sort', params));
}

/** The rate, and the time to the limit where it was captured and the fit allows it. */
function outlook(lists: Lists, counts: readonly number[], rows: readonly (readonly number[])[]): readonly Message[] {
  const hours = hoursOf(lists);
  const { fit, because } = forecast(hours, counts);
  if (hours === null || fit === null) return [];
  const rate = message('open-files.finding.growth.rate', { perHour: Math.round(fit.slope) });
  const last = lists.at(-1) ?? lists[0];
  const pid = last.parsed.model.table.columns.pid.values[rows.at(-1)?.[0] ?? -1] ?? Number.NaN;
  const soft = limitOf(last.parsed.model, pid)?.soft ?? null;
  if (soft === null || because !== null) return [rate];
  const met = meetLimit(fit, { x: hours.at(-1) ?? 0, y: counts.at(-1) ?? 0 }, hours[0] ?? 0, soft);
  if (met.type !== 'meets') return [rate];
  return [rate, message('open-files.finding.growth.limit', { limit: soft, inMs: (met.at - (hours.at(-1) ?? 0)) * HOUR_MS })];
}

/** The last row of each capture; the counts themselves are in every row. */
function evidenceOf(lists: Lists, rows: readonly (readonly number[])[]): NonEmpty<Evidence> | null {
  const evidence = lists.flatMap(({ id, parsed }, capture): readonly Evidence[] => {
    const last = rows[capture]?.at(-1);
    return last === undefined ? [] : [{ artifact: id, line: parsed.model.table.firstLine[last] ?? 0 }];
  });
  return isNonEmpty(evidence) ? evidence : null;
}
