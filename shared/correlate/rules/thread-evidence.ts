import type { Evidence, Finding } from '../../artifacts/finding.ts';
import { pathOf } from '../../artifacts/requests/model.ts';
import type { ThreadBackend } from '../thread-backend.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedMoment } from './joined-case.ts';

const PATHS_NAMED = 2;

/** Lines that name the requests of these threads. */
export function requestEvidence({ requests }: JoinedMoment, threads: readonly number[]): readonly Evidence[] {
  return threads.flatMap((thread) => {
    const request = requests.get(thread);
    return request === undefined ? [] : linesOf(request.artifact, [request.line]);
  });
}

/** ` (/orders, /carts)`: what these threads serve, behind a sentence about them; empty where nobody knows. */
export function pathsServed(moment: JoinedMoment, threads: readonly number[]): string {
  const paths = pathsAmong(moment, threads);
  return paths.length === 0 ? '' : ` (${named(paths, PATHS_NAMED)})`;
}

/** Each path once. */
export function pathsAmong({ requests }: JoinedMoment, threads: readonly number[]): readonly string[] {
  return [...new Set(threads.flatMap((thread) => (requests.has(thread) ? [pathOf(requests.get(thread)?.url ?? '')] : [])))];
}

/** Paths whose long requests are those of these threads, whichever listing told of them. */
export function longPathsOf(said: readonly Finding[], { requests }: JoinedMoment, threads: readonly number[]): readonly string[] {
  const served = threads.map((thread) => pathOf(requests.get(thread)?.url ?? ''));
  return said.flatMap(({ rule, subject, title }) => {
    const isServed = rule === 'long-requests' && subject !== undefined && served.filter((path) => path === subject).length >= Number(title.params['count']);
    return isServed ? [subject] : [];
  });
}

/** The connections to the one backend; several are candidates, and no evidence. */
export function socketEvidence({ sockets }: JoinedMoment, backend: ThreadBackend | null): readonly Evidence[] {
  const [only, ...others] = backend?.backends ?? [];
  if (sockets === null || only === undefined || others.length > 0) return [];
  return linesOf(sockets.id, only.rows.map((row) => sockets.parsed.model.table.firstLine[row] ?? 0));
}

/** `exec-1, exec-2, …` */
export function named(names: readonly string[], most: number): string {
  return names.length > most ? `${names.slice(0, most).join(', ')}, …` : names.join(', ');
}
