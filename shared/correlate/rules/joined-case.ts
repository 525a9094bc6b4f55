import type { HeapHistogram } from '../../artifacts/heap-histogram/model.ts';
import type { LoadedArtifact } from '../../artifacts/loaded-artifact.ts';
import type { OpenFiles } from '../../artifacts/open-files/model.ts';
import type { ProcessTable } from '../../artifacts/process-table/model.ts';
import type { SocketListing } from '../../artifacts/sockets/model.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { ArtifactId } from '../../base/ids.ts';
import type { CaseArtifact, Correlations } from '../correlate.ts';
import { pairInTime } from '../pair-in-time.ts';
import { backendsOf, type Backend } from '../thread-backend.ts';
import type { ThreadCpu } from '../thread-cpu.ts';
import type { RequestEvidence, ThreadRequest } from '../thread-request.ts';

/** A thread dump with what other captures of its time say. */
export interface JoinedMoment {
  readonly dump: LoadedArtifact<ThreadDump>;
  /** By thread row; those of low confidence and contradicted ones are left out. */
  readonly requests: ReadonlyMap<number, RequestEvidence>;
  /** By thread row; those that may be another thread's, or the whole process's, are left out. */
  readonly cpu: ReadonlyMap<number, ThreadCpu>;
  /** null where none was captured. */
  readonly sockets: LoadedArtifact<SocketListing> | null;
  readonly backends: readonly Backend[];
  /** null where none were captured. */
  readonly openFiles: LoadedArtifact<OpenFiles> | null;
}

/** The captures of one process, each kind in time order. */
export interface JoinedCase {
  readonly artifacts: readonly CaseArtifact[];
  /** null = no capture names it for certain. */
  readonly pid: number | null;
  readonly moments: readonly JoinedMoment[];
  readonly sockets: readonly LoadedArtifact<SocketListing>[];
  readonly openFiles: readonly LoadedArtifact<OpenFiles>[];
  readonly histograms: readonly LoadedArtifact<HeapHistogram>[];
  readonly threadLists: readonly LoadedArtifact<ProcessTable>[];
  readonly processes: readonly LoadedArtifact<ProcessTable>[];
}

/** One case for each process; captures of which nobody knows the process stand beside each, as they do in the joins. */
export function joinCases(artifacts: readonly CaseArtifact[], correlations: Correlations): readonly JoinedCase[] {
  const sources = new Set(artifacts.map(({ source }) => source));
  // With processes known, what belongs to nobody is no process of its own.
  const processes = sources.size > 1 ? [...sources].filter((source) => source !== null) : [...sources];
  return processes.map((source) => joinCase(artifacts.filter((artifact) => artifact.source === source || (artifact.source === null && !artifacts.some(({ kind, source: other }) => other === source && kind === artifact.kind))), correlations));
}

function joinCase(artifacts: readonly CaseArtifact[], { threadRequest, threadCpu }: Correlations): JoinedCase {
  const all = {
    sockets: ofKind<SocketListing>(artifacts, 'sockets'),
    openFiles: ofKind<OpenFiles>(artifacts, 'open-files'),
    histograms: ofKind<HeapHistogram>(artifacts, 'heap-histogram'),
    threadLists: ofKind<ProcessTable>(artifacts, 'thread-cpu').filter(({ parsed }) => parsed.model.rowsAre === 'threads'),
    processes: ofKind<ProcessTable>(artifacts, 'processes'),
  };
  const pid = processId(all);
  const dumps = ofKind<ThreadDump>(artifacts, 'thread-dump');
  const wholeProcess = new Map(all.threadLists.map(({ id, parsed }) => [id, new Set(parsed.model.wholeProcessRows)]));
  // Many dumps may go with one listing. A listing's own mark numbers the process as its rows do, in a container too.
  const backends = new Map(dumps.length === 0 ? [] : all.sockets.map(({ id, parsed }) => [id, backendsOf(parsed.model, parsed.model.pid ?? pid)] as const));
  const moments = dumps.map((dump, index): JoinedMoment => {
    const sockets = pairInTime(dumps, index, all.sockets);
    return {
      dump,
      requests: sureRequests(threadRequest.get(dump.id) ?? []),
      cpu: sureCpu(threadCpu.get(dump.id) ?? [], wholeProcess),
      sockets,
      backends: sockets === null ? [] : (backends.get(sockets.id) ?? []),
      openFiles: pairInTime(dumps, index, all.openFiles),
    };
  });
  return { artifacts, pid, moments, ...all };
}

function sureRequests(requests: readonly ThreadRequest[]): ReadonlyMap<number, RequestEvidence> {
  const sure = new Map<number, RequestEvidence>();
  for (const { thread, evidence: [best], contradicts } of requests) if (!contradicts && best.confidence !== 'low') sure.set(thread, best);
  return sure;
}

/** `wholeProcess`: rows of each list that stand for all threads together. */
function sureCpu(threads: readonly ThreadCpu[], wholeProcess: ReadonlyMap<ArtifactId, ReadonlySet<number>>): ReadonlyMap<number, ThreadCpu> {
  const sure = new Map<number, ThreadCpu>();
  for (const cpu of threads) if (cpu.confidence !== 'low' && !Number.isNaN(cpu.cpuPercent) && wholeProcess.get(cpu.artifact)?.has(cpu.row) !== true) sure.set(cpu.thread, cpu);
  return sure;
}

/** The one process that all captures which name one agree on; else the only JVM among the sockets. */
function processId({ sockets, openFiles, histograms, threadLists }: Omit<JoinedCase, 'pid' | 'moments' | 'artifacts' | 'processes'>): number | null {
  const named = [
    ...sockets.map(({ parsed }) => parsed.model.pid),
    ...histograms.map(({ parsed }) => parsed.model.pid),
    ...threadLists.map(({ parsed }) => parsed.model.askedPid ?? onlyOne(parsed.model.pids)),
    ...openFiles.map(({ parsed }) => onlyOne(parsed.model.table.columns.pid.values)),
  ].filter((pid) => pid !== null);
  if (named.length > 0) return onlyOne(named);
  return onlyOne(sockets.flatMap(({ parsed: { model: { table } } }) => Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => textAt(table.columns.program, row) === 'java').map((row) => table.columns.pid.values[row] ?? Number.NaN)));
}

function onlyOne(values: Iterable<number>): number | null {
  const known = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) known.add(value);
    if (known.size > 1) return null;
  }
  return [...known][0] ?? null;
}

/** The registry ties a kind's id to its model. */
function ofKind<Model>(artifacts: readonly CaseArtifact[], kind: string): readonly LoadedArtifact<Model>[] {
  return artifacts.filter((artifact) => artifact.kind === kind).map(({ loaded }) => loaded as LoadedArtifact<Model>);
}
