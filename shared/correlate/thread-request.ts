import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import { pathOf, type RequestListing, type RequestTable } from '../artifacts/requests/model.ts';
import { framesOf, text, threadName } from '../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import { numberAt, textAt } from '../base/column-table-builder.ts';
import type { ArtifactId } from '../base/ids.ts';
import { FrameSearch } from './frame-search.ts';
import { pairInTime } from './pair-in-time.ts';
import { pageInStack } from './url-in-stack.ts';
import { LONGEST_NAME, urlInThreadName, type NamedRequest, type ReadsName } from './url-in-thread-name.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** One reason to believe that a thread serves a request. `artifact` and `line` say where it stands. */
export interface RequestEvidence {
  readonly url: string;
  readonly method: string | null;
  readonly user: string | null;
  readonly durationMs: number | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly artifact: ArtifactId;
  readonly line: number;
}

/** All that is known of one thread's request, the best reason first. */
export interface ThreadRequest {
  /** Row of the dump's threads. */
  readonly thread: number;
  readonly evidence: readonly [RequestEvidence, ...RequestEvidence[]];
  /** Two sources above low confidence name different paths: none is to be believed without a look. */
  readonly contradicts: boolean;
}

const RANK: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };
/** What says most where two say it with the same confidence: the server itself, then its logs, then names. */
const SOURCE_ORDER: readonly string[] = ['tomcat-request-processor', 'stuck-thread-log', 'thread-name', 'access-log', 'application-log', 'stack'];
/** A worker between tasks serves nothing, whatever a source says of its last request. */
const BETWEEN_TASKS = new FrameSearch(/\.(?:ThreadPoolExecutor\.getTask|TaskQueue\.(?:take|poll)|QueuedThreadPool\.idleJobPoll)\(/, Number.POSITIVE_INFINITY);

type Dump = LoadedArtifact<ThreadDump>;
type Listing = LoadedArtifact<RequestListing>;

/** Joins the threads of `dumps[index]` with what names their requests. A thread is known by its name, and by its Java id where both say it. CR-01 */
export function threadRequests(dumps: readonly Dump[], index: number, listings: readonly Listing[], ownPatterns: readonly ReadsName[] = []): readonly ThreadRequest[] {
  const dump = dumps[index];
  if (dump === undefined) return [];
  const evidence = new EvidenceByThread(dump);
  const sources = new Map<string, Listing[]>();
  for (const listing of listings) sources.set(listing.parsed.model.source, [...(sources.get(listing.parsed.model.source) ?? []), listing]);
  for (const [source, all] of sources) {
    // Logs tell of any moment; a listing tells of the one at which it was taken.
    const meant = source === 'tomcat-request-processor' ? [pairInTime(dumps, index, all)] : all;
    for (const listing of meant) if (listing !== null) evidence.addListing(listing);
  }
  evidence.addNamesAndStacks([...ownPatterns, urlInThreadName]);
  return evidence.finish();
}

/** Paths by thread row, without those of low confidence and contradicted ones. */
export function requestPaths(requests: readonly ThreadRequest[]): ReadonlyMap<number, string> {
  return new Map(requests.flatMap(({ thread, evidence: [best], contradicts }) => (contradicts || best.confidence === 'low' ? [] : [[thread, pathOf(best.url)] as const])));
}

class EvidenceByThread {
  readonly #dump: Dump;
  readonly #rowsByName = new Map<string, number[]>();
  readonly #rowByJavaId = new Map<number, number>();
  readonly #found = new Map<number, RequestEvidence[]>();

  constructor(dump: Dump) {
    this.#dump = dump;
    const { threads } = dump.parsed.model;
    for (let row = 0; row < threads.count; row++) {
      const name = threadName(dump.parsed.model, row);
      const rows = this.#rowsByName.get(name);
      if (rows) rows.push(row);
      else this.#rowsByName.set(name, [row]);
      const javaId = threads.javaId[row] ?? Number.NaN;
      if (!Number.isNaN(javaId)) this.#rowByJavaId.set(javaId, row);
    }
  }

  addListing({ id, parsed: { model } }: Listing): void {
    const { table, source } = model;
    // Later rows of a log replace earlier ones of their thread, and a completion closes the report before it.
    const latest = new Map<number, RequestEvidence | null>();
    for (let row = 0; row < table.rowCount; row++) {
      const thread = this.#threadOf(table, row);
      if (thread === null) continue;
      const confidence = this.#confidenceOf(source, table, row);
      const url = textAt(table.columns.url, row);
      if (confidence === null) {
        if (source === 'stuck-thread-log') latest.set(thread, null);
        continue;
      }
      if (url === null) continue;
      latest.set(thread, { url, method: textAt(table.columns.method, row), user: textAt(table.columns.user, row), durationMs: numberAt(table.columns.durationMs, row), source, confidence, artifact: id, line: table.firstLine[row] ?? 0 });
    }
    for (const [thread, evidence] of latest) if (evidence !== null) this.#add(thread, evidence);
  }

  /** The first reader that knows a name tells. */
  addNamesAndStacks(readers: readonly ReadsName[]): void {
    const { id, parsed: { model } } = this.#dump;
    const { threads } = model;
    const takenMs = utcOf(this.#dump, null);
    const pages = pagesOf(model);
    for (let row = 0; row < threads.count; row++) {
      const line = threads.firstLine[row] ?? 0;
      const named = firstOf(readers, threadName(model, row));
      if (named !== null) {
        const durationMs = named.startedAtMs === null || takenMs === null || takenMs < named.startedAtMs ? null : takenMs - named.startedAtMs;
        this.#add(row, { url: named.url, method: named.method, user: named.user, durationMs, source: 'thread-name', confidence: 'high', artifact: id, line });
      }
      const stack = threads.stack[row] ?? 0;
      if (!pages.has(stack)) pages.set(stack, pageInStack(Array.from(framesOf(model, row), (frame) => text(model, frame))));
      const page = pages.get(stack) ?? null;
      if (page !== null) this.#add(row, { url: page, method: null, user: null, durationMs: null, source: 'stack', confidence: 'low', artifact: id, line });
    }
  }

  finish(): readonly ThreadRequest[] {
    return [...this.#found].toSorted(([a], [b]) => a - b).flatMap(([thread, all]): readonly ThreadRequest[] => {
      const [only] = all;
      if (all.length === 1 && only !== undefined) return [{ thread, evidence: [only], contradicts: false }];
      const [best, ...rest] = all.toSorted((a, b) => RANK[b.confidence] - RANK[a.confidence] || SOURCE_ORDER.indexOf(a.source) - SOURCE_ORDER.indexOf(b.source));
      if (best === undefined) return [];
      const sure = all.filter(({ confidence }) => confidence !== 'low');
      return [{ thread, evidence: [best, ...rest], contradicts: new Set(sure.map(({ url }) => pathOf(url))).size > 1 }];
    });
  }

  #add(thread: number, evidence: RequestEvidence): void {
    const idle = evidence.source !== 'thread-name' && evidence.source !== 'stack' && BETWEEN_TASKS.has(this.#dump.parsed.model, thread);
    const found = this.#found.get(thread) ?? [];
    found.push(idle ? { ...evidence, confidence: 'low' } : evidence);
    this.#found.set(thread, found);
  }

  /** The one thread of that name; of several, the one with the Java id. */
  #threadOf(table: RequestTable, row: number): number | null {
    const name = textAt(table.columns.thread, row);
    const javaId = numberAt(table.columns.javaId, row);
    const byId = javaId === null ? undefined : this.#rowByJavaId.get(javaId);
    if (name === null) return byId ?? null;
    const rows = this.#rowsByName.get(name) ?? [];
    if (javaId !== null && rows.some((one) => !Number.isNaN(this.#dump.parsed.model.threads.javaId[one] ?? Number.NaN))) return byId !== undefined && rows.includes(byId) ? byId : null;
    return rows.length === 1 ? (rows[0] ?? null) : null;
  }

  /** null: this row is no evidence for the moment of the dump. */
  #confidenceOf(source: RequestListing['source'], table: RequestTable, row: number): Confidence | null {
    const progress = textAt(table.columns.progress, row);
    const startedAtMs = numberAt(table.columns.startedAtMs, row);
    const seenAtMs = numberAt(table.columns.seenAtMs, row);
    switch (source) {
      case 'tomcat-request-processor':
      case 'stuck-thread-log':
        return progress === 'in-flight' ? 'high' : null;
      case 'access-log': {
        const at = utcOf(this.#dump, numberAt(table.columns.zoneMinutes, row));
        // Overlap in time is a must: the line was written when the request was over, to the second.
        return at !== null && startedAtMs !== null && seenAtMs !== null && startedAtMs <= at && at <= seenAtMs + 1000 ? 'high' : null;
      }
      case 'application-log': {
        const at = utcOf(this.#dump, null);
        return at !== null && startedAtMs !== null && startedAtMs > at ? null : 'medium';
      }
      case 'tomcat-status':
        return null;
    }
  }
}

function firstOf(readers: readonly ReadsName[], name: string): NamedRequest | null {
  const text = name.slice(0, LONGEST_NAME);
  for (const read of readers) {
    const named = read(text);
    if (named !== null) return named;
  }
  return null;
}

/** Pages by stack; dumps of one capture share their stacks. */
const knownPages = new WeakMap<ThreadDump['symbols'], Map<number, string | null>>();

function pagesOf({ symbols }: ThreadDump): Map<number, string | null> {
  const pages = knownPages.get(symbols) ?? new Map<number, string | null>();
  knownPages.set(symbols, pages);
  return pages;
}

/** When the dump was taken, in UTC by the clock of its host, which writes the logs too: by its provenance, else as printed, in the zone given. null where that is not known. */
function utcOf({ takenAt, clockOffsetMs, parsed: { capturedAt } }: Dump, zoneMinutes: number | null): number | null {
  if (takenAt !== null && takenAt !== undefined) return Date.parse(takenAt) + (clockOffsetMs ?? 0);
  if (capturedAt === null) return null;
  if (/(Z|[+-]\d\d:?\d\d)$/.test(capturedAt)) return Date.parse(capturedAt);
  return zoneMinutes === null ? null : Date.parse(`${capturedAt}Z`) - zoneMinutes * 60_000;
}
