import type { Finding } from '../artifacts/finding.ts';
import type { InspectorCard } from '../artifacts/artifact-kind.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import { correlationsContract, requestContract } from '../correlate/contract.ts';
import { correlate, type CaseArtifact, type Correlations } from '../correlate/correlate.ts';
import { joinCases } from '../correlate/rules/joined-case.ts';
import { judgeCases } from '../correlate/rules/judge-case.ts';
import { withRequests } from '../correlate/requests-of-finding.ts';
import type { ConnectionMap } from '../correlate/map/connection-map.ts';
import { mapConnections } from '../correlate/map/map-connections.ts';
import { lockColumns } from '../correlate/lock-columns.ts';
import { requestPaths } from '../correlate/thread-request.ts';
import { threadFacts } from '../correlate/thread-facts.ts';
import { threadColumns, type JoinedColumns } from '../correlate/thread-columns.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { groupBySource, loaded, type ArtifactGroup } from './order-artifacts.ts';
import type { OwnRules } from './own-rules/own-rules.ts';
import { findAll } from './rank-findings.ts';

/** What the artifacts an engine holds say together; worked out when it is first asked for, and again after anything changed. */
export class CaseCorrelations {
  readonly #held: () => readonly HeldArtifact[];
  readonly #own: OwnRules;
  #made: Correlations | null = null;

  constructor(held: () => readonly HeldArtifact[], own: OwnRules) {
    this.#held = held;
    this.#own = own;
  }

  clear(): void {
    this.#made = null;
  }

  /** Columns for a table of one artifact; null where other captures say nothing of it. */
  columns({ id, kind, parsed }: HeldArtifact, view: string): JoinedColumns | null {
    if (kind.id !== 'thread-dump') return null;
    const { threadRequest, threadCpu } = this.#all();
    const dump = parsed.model as ThreadDump;
    const joined = view === 'threads' ? threadColumns(dump.threads.count, threadRequest.get(id) ?? [], threadCpu.get(id) ?? []) : view === 'locks' ? lockColumns(dump, requestPaths(threadRequest.get(id) ?? [])) : null;
    return joined === null || joined.specs.length === 0 ? null : joined;
  }

  /** Paths of the requests that threads of a dump serve, by row; those of low confidence and contradicted ones are left out. */
  requestPaths(id: ArtifactId): ReadonlyMap<number, string> {
    return requestPaths(this.#all().threadRequest.get(id) ?? []);
  }

  /** A finding with what its threads serve. */
  finding(finding: Finding): Finding {
    const [{ artifact }] = finding.evidence;
    if (this.#held().find(({ id }) => id === artifact)?.kind.id !== 'thread-dump') return finding;
    return withRequests(finding, (id) => {
      const held = this.#held().find((one) => one.id === id);
      return held?.kind.id === 'thread-dump' ? { dump: held.parsed.model as ThreadDump, requests: this.#all().threadRequest.get(id) ?? [] } : null;
    });
  }

  /** What the kinds find in the captures asked about, and what the rules say of them together. */
  judge(groups: readonly ArtifactGroup[]): readonly Finding[] {
    const asked = caseArtifacts(groups);
    // Nothing outside what was asked may be evidence.
    const correlations = asked.length === this.#held().length ? this.#all() : correlate(asked, this.#own.urlPatterns);
    return judgeCases(joinCases(asked, correlations), findAll(groups), this.#own.rules);
  }

  connections(groups: readonly ArtifactGroup[]): ConnectionMap {
    return mapConnections(caseArtifacts(groups));
  }

  /** The card of a thread with what other captures say of it. */
  card({ id, kind }: HeldArtifact, view: string, row: number, card: InspectorCard | null): InspectorCard | null {
    if (card === null || kind.id !== 'thread-dump' || view !== 'threads') return card;
    const { threadRequest, threadCpu } = this.#all();
    const rawLine = (artifact: ArtifactId, line: number): LineSpan => {
      const raw = this.#held().find((held) => held.id === artifact)?.lineMap?.first(line) ?? line;
      return { first: raw, last: raw };
    };
    const request = threadRequest.get(id)?.find(({ thread }) => thread === row);
    const cpu = threadCpu.get(id)?.find(({ thread }) => thread === row);
    return { ...card, facts: [...threadFacts(request, cpu, rawLine), ...card.facts] };
  }

  /** The `data` of a thread dump with the `request` of each thread filled in; that of other kinds as it is. */
  withRequests({ id, kind }: HeldArtifact, data: JsonObject): JsonObject {
    if (kind.id !== 'thread-dump' || !Array.isArray(data['threads'])) return data;
    const requests = new Map((this.#all().threadRequest.get(id) ?? []).map(({ thread, evidence }) => [thread, requestContract(evidence[0])]));
    if (requests.size === 0) return data;
    return { ...data, threads: (data['threads'] as readonly Json[]).map((thread, row) => (requests.has(row) ? { ...(thread as JsonObject), request: requests.get(row) ?? null } : thread)) };
  }

  /** `correlations` of the answer about these artifacts. */
  contract(asked: readonly HeldArtifact[], nameOf: (artifact: ArtifactId) => string): JsonObject {
    const byId = new Map(this.#held().map((artifact) => [artifact.id, artifact]));
    const wanted = new Set(asked.map(({ id }) => id));
    const only = <Row>(all: ReadonlyMap<ArtifactId, readonly Row[]>): ReadonlyMap<ArtifactId, readonly Row[]> => new Map([...all].filter(([id]) => wanted.has(id)));
    const { threadRequest, threadCpu, socketOwner } = this.#all();
    return correlationsContract({ threadRequest: only(threadRequest), threadCpu: only(threadCpu), socketOwner: only(socketOwner) }, {
      nameOf,
      rawLine: (id, line) => byId.get(id)?.lineMap?.first(line) ?? line,
      modelOf: (id) => byId.get(id)?.parsed.model,
    });
  }

  #all(): Correlations {
    this.#made ??= correlate(caseArtifacts(groupBySource(this.#held())), this.#own.urlPatterns);
    return this.#made;
  }
}

function caseArtifacts(groups: readonly ArtifactGroup[]): readonly CaseArtifact[] {
  return groups.flatMap(({ artifacts }) => artifacts.map((artifact) => ({ kind: artifact.kind.id, source: artifact.input.source ?? null, loaded: loaded(artifact) })));
}
