import type { SocketListing } from '../../artifacts/sockets/model.ts';
import type { LoadedArtifact } from '../../artifacts/loaded-artifact.ts';
import type { CaseArtifact } from '../correlate.ts';

/** A network of one host or container with its latest listing of sockets. */
export interface MapHost {
  /** Addresses such as 127.0.0.1 mean this network only. */
  readonly id: string;
  readonly target: string | null;
  readonly listing: LoadedArtifact<SocketListing>;
  /** Processes for whose sake anything was captured here. */
  readonly captured: ReadonlySet<number>;
}

/** A listed process at the other end of a connection. */
export interface Peer {
  readonly host: MapHost;
  readonly pid: number;
  readonly program: string | null;
}

/** The latest listing of each network, and which processes it was captured for. Artifacts come in time order. */
export function mapHosts(artifacts: readonly CaseArtifact[]): readonly MapHost[] {
  const latest = new Map<string, { target: string | null; listing: LoadedArtifact<SocketListing> }>();
  const captured = new Map<string | null, Set<number>>();
  for (const { kind, source, loaded } of artifacts) {
    const { target, pid } = partsOf(source);
    if (pid !== null) captured.set(target, (captured.get(target) ?? new Set()).add(pid));
    if (kind !== 'sockets') continue;
    const listing = loaded as LoadedArtifact<SocketListing>;
    // The kernel's own files of one process tell of its network alone.
    const own = listing.parsed.model.sources.every((one) => one === 'proc-net') && pid !== null;
    latest.set(own ? `${target}#${pid}` : (target ?? ''), { target, listing });
  }
  return [...latest].map(([id, { target, listing }]) => ({ id, target, listing, captured: captured.get(target) ?? new Set() }));
}

/** `ssh://host#4711` */
function partsOf(source: string | null): { readonly target: string | null; readonly pid: number | null } {
  const at = source?.lastIndexOf('#') ?? -1;
  const pid = Number(source?.slice(at + 1));
  return source === null || at < 0 || !Number.isSafeInteger(pid) ? { target: source, pid: null } : { target: source.slice(0, at), pid };
}
