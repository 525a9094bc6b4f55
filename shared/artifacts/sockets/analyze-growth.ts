import type { Evidence, Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { riseThroughout } from '../rising-counts.ts';
import { commonState, type SocketListing } from './model.ts';
import { groupRows, processName, servicesOf } from './services.ts';

type Listings = NonEmpty<LoadedArtifact<SocketListing>>;

/** Less comes and goes by itself. */
const LEAST_GAIN = 3;
const LEAST_SHARE = 0.2;
const CONNECTIONS_LEAST_GAIN = 10;

interface Counted {
  /** Per capture; 0 where there is none. */
  readonly counts: readonly number[];
  /** The first row per capture; -1 = none. */
  readonly rows: readonly number[];
}

/** Whose CLOSE_WAIT sockets grow in every capture? That is a leak of connections. SK-18 */
export function analyzeCloseWaitGrowth(listings: Listings): readonly Finding[] {
  const counted = countPerCapture(listings, ({ table }) => groupRows(rowsOf(table.rowCount).filter((row) => commonState(textAt(table.columns.state, row)) === 'CLOSE_WAIT'), (row) => processName(table, row) ?? ''));
  return growing(counted, LEAST_GAIN).flatMap(({ key, counts, rows }) =>
    findingOf(listings, rows, {
      rule: 'close-wait-growth',
      severity: 'warning',
      title: message('sockets.finding.close-wait-growth', { process: key === '' ? '?' : key, first: counts[0] ?? 0, last: counts.at(-1) ?? 0, captures: counts.length }),
      details: [message('sockets.finding.counts', { counts: counts.join(' → ') }), message('sockets.finding.close-wait.meaning')],
      subject: `close-wait-growth ${key}`,
      weight: Math.min(80, 10 + (counts.at(-1) ?? 0) / 2),
    }),
  );
}

/** To which service do a process's connections grow in every capture? SK-18 */
export function analyzeConnectionGrowth(listings: Listings): readonly Finding[] {
  const counted = countPerCapture(listings, ({ table }) =>
    servicesOf(table).flatMap(({ direction, endpoint, rows }) => {
      const open = rows.filter((row) => commonState(textAt(table.columns.state, row)) === 'ESTABLISHED');
      const [first] = open;
      return first === undefined || processName(table, first) === null ? [] : [{ key: `${processName(table, first) ?? ''}\n${direction}\n${endpoint}`, rows: open }];
    }),
  );
  return growing(counted, CONNECTIONS_LEAST_GAIN).flatMap(({ key, counts, rows }) => {
    const [process = '', direction = '', place = ''] = key.split('\n');
    return findingOf(listings, rows, {
      rule: 'connection-growth',
      severity: 'warning',
      title: message(direction === 'inbound' ? 'sockets.finding.connection-growth.inbound' : 'sockets.finding.connection-growth.outbound', { process, place, first: counts[0] ?? 0, last: counts.at(-1) ?? 0, captures: counts.length }),
      details: [message('sockets.finding.counts', { counts: counts.join(' → ') }), message('sockets.finding.connection-growth.doubt')],
      subject: `connection-growth ${key}`,
      weight: Math.min(20, (counts.at(-1) ?? 0) / 10),
    });
  });
}

function countPerCapture(listings: Listings, groupsOf: (listing: SocketListing) => readonly { readonly key: string; readonly rows: readonly number[] }[]): ReadonlyMap<string, Counted> {
  const counted = new Map<string, { counts: number[]; rows: number[] }>();
  for (const [capture, { parsed }] of listings.entries()) {
    for (const { key, rows } of groupsOf(parsed.model)) {
      const entry = counted.get(key) ?? { counts: listings.map(() => 0), rows: listings.map(() => -1) };
      entry.counts[capture] = (entry.counts[capture] ?? 0) + rows.length;
      if (entry.rows[capture] === -1) entry.rows[capture] = rows[0] ?? -1;
      counted.set(key, entry);
    }
  }
  return counted;
}

function growing(counted: ReadonlyMap<string, Counted>, leastGain: number): readonly (Counted & { readonly key: string })[] {
  return [...counted].map(([key, value]) => ({ key, ...value })).filter(({ counts }) => riseThroughout(counts, leastGain, LEAST_SHARE));
}

function findingOf(listings: Listings, rows: readonly number[], finding: Omit<Finding, 'evidence' | 'certainty'>): readonly Finding[] {
  const evidence: readonly Evidence[] = listings.flatMap(({ id, parsed }, capture) => ((rows[capture] ?? -1) < 0 ? [] : [{ artifact: id, line: parsed.model.table.firstLine[rows[capture] ?? 0] ?? 0 }]));
  return isNonEmpty(evidence) ? [{ ...finding, certainty: 'computed', evidence }] : [];
}

function rowsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, row) => row);
}
