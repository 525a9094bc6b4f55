import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import type { OpenFiles } from '../artifacts/open-files/model.ts';
import type { ProcessTable } from '../artifacts/process-table/model.ts';
import type { RequestListing } from '../artifacts/requests/model.ts';
import type { SocketListing } from '../artifacts/sockets/model.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import type { ArtifactId } from '../base/ids.ts';
import { socketOwners, type SocketOwner } from './socket-owner.ts';
import { threadCpu, type ThreadCpu } from './thread-cpu.ts';
import { threadRequests, type ThreadRequest } from './thread-request.ts';
import type { ReadsName } from './url-in-thread-name.ts';

/** An artifact of a case, with what tells whether two of them are of one process. */
export interface CaseArtifact {
  readonly kind: string;
  /** Captures of one process share it; null = unknown. */
  readonly source: string | null;
  readonly loaded: LoadedArtifact<unknown>;
}

/** What the artifacts of a case say together. The keys are thread dumps, or for `socketOwner` socket listings. */
export interface Correlations {
  readonly threadRequest: ReadonlyMap<ArtifactId, readonly ThreadRequest[]>;
  readonly threadCpu: ReadonlyMap<ArtifactId, readonly ThreadCpu[]>;
  readonly socketOwner: ReadonlyMap<ArtifactId, readonly SocketOwner[]>;
}

/** Joins artifacts of different kinds. `ownPatterns` are asked about names of threads before ours. Those of one kind and source must come in time order. */
export function correlate(artifacts: readonly CaseArtifact[], ownPatterns: readonly ReadsName[] = []): Correlations {
  const threadRequest = new Map<ArtifactId, readonly ThreadRequest[]>();
  const threadCpus = new Map<ArtifactId, readonly ThreadCpu[]>();
  const socketOwner = new Map<ArtifactId, readonly SocketOwner[]>();
  for (const source of new Set(artifacts.map((artifact) => artifact.source))) {
    const dumps = ofKind<ThreadDump>(artifacts, 'thread-dump', source);
    const lists = beside<ProcessTable>(artifacts, 'thread-cpu', source);
    const listings = beside<RequestListing>(artifacts, 'requests', source);
    dumps.forEach(({ id }, i) => {
      threadRequest.set(id, threadRequests(dumps, i, listings, ownPatterns));
      threadCpus.set(id, threadCpu(dumps, i, lists));
    });
    const sockets = ofKind<SocketListing>(artifacts, 'sockets', source);
    const files = beside<OpenFiles>(artifacts, 'open-files', source);
    sockets.forEach(({ id }, i) => socketOwner.set(id, socketOwners(sockets, i, files)));
  }
  return { threadRequest, threadCpu: threadCpus, socketOwner };
}

/** The registry ties a kind's id to its model. */
function ofKind<Model>(artifacts: readonly CaseArtifact[], kind: string, source: string | null): readonly LoadedArtifact<Model>[] {
  return artifacts.filter((artifact) => artifact.kind === kind && artifact.source === source).map(({ loaded }) => loaded as LoadedArtifact<Model>);
}

/** Those of the same process; where it has none, those of which nobody knows the process. */
function beside<Model>(artifacts: readonly CaseArtifact[], kind: string, source: string | null): readonly LoadedArtifact<Model>[] {
  const own = ofKind<Model>(artifacts, kind, source);
  return own.length > 0 ? own : ofKind<Model>(artifacts, kind, null);
}
