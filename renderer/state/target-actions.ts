import type { HostApi } from '../../shared/host-api/contract.ts';
import { toHostError } from '../host/to-host-error.ts';
import { useLive, type JvmsOfTarget, type PlacesOfSource } from './live-store.ts';

function putJvms(uri: string, jvms: JvmsOfTarget): void {
  useLive.setState((live) => ({ jvms: { ...live.jvms, [uri]: jvms } }));
}

export async function refreshJvms(host: HostApi, uri: string): Promise<void> {
  const known = useLive.getState().jvms[uri];
  putJvms(uri, { state: 'loading', list: known !== undefined && known.state !== 'failed' ? known.list : null });
  try {
    putJvms(uri, { state: 'ready', list: await host.call('targets.jvms', { uri }) });
  } catch (error) {
    putJvms(uri, { state: 'failed', error: toHostError(error) });
  }
}

/** Asks an engine or cluster what it runs. */
export async function refreshSource(host: HostApi, uri: string): Promise<void> {
  const put = (places: PlacesOfSource): void => useLive.setState((live) => ({ places: { ...live.places, [uri]: places } }));
  const known = useLive.getState().places[uri];
  put({ state: 'loading', listing: known !== undefined && known.state !== 'failed' ? known.listing : null });
  try {
    put({ state: 'ready', listing: await host.call('targets.browse', { uri }) });
  } catch (error) {
    put({ state: 'failed', error: toHostError(error) });
  }
}

export const SOURCES = ['docker:', 'k8s:'] as const;

/** Asked at once; the host opens a connection for each. */
const AT_ONCE = 8;
/** Of one engine or cluster at a time; asked again, the next ones are. */
const PLACES_ASKED = 200;

/** Lists the JVMs of every target and of every container that runs; each answer shows when it comes, and none waits for another. */
export async function askAll(host: HostApi): Promise<void> {
  const targets = (useLive.getState().targets ?? []).map(({ uri }) => uri);
  const asked = new Set(targets);
  const ofSource = async (source: string): Promise<void> => {
    await refreshSource(host, source);
    const answer = useLive.getState().places[source];
    const running = answer?.state === 'ready' ? answer.listing.places.flatMap(({ uri }) => (uri === null || asked.has(uri) || useLive.getState().jvms[uri]?.state === 'ready' ? [] : [uri])) : [];
    await askSome(host, running.slice(0, PLACES_ASKED));
  };
  await Promise.all([askSome(host, targets), ...SOURCES.map(ofSource)]);
}

async function askSome(host: HostApi, uris: readonly string[]): Promise<void> {
  const left = [...uris];
  const worker = async (): Promise<void> => {
    for (let uri = left.shift(); uri !== undefined; uri = left.shift()) await refreshJvms(host, uri);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Drops the connection and asks anew. */
export async function reconnect(host: HostApi, uri: string): Promise<void> {
  await host.call('targets.disconnect', { uri });
  await refreshJvms(host, uri);
}

export async function setFavourite(host: HostApi, uri: string, favourite: boolean): Promise<void> {
  await host.call('targets.setFavourite', { uri, favourite });
  useLive.setState({ targets: await host.call('targets.list', {}) });
}

/** The debug container becomes a target. */
export async function addDebugContainer(host: HostApi, uri: string, image: string): Promise<void> {
  const added = await host.call('targets.addDebugContainer', { uri, image });
  useLive.setState({ targets: await host.call('targets.list', {}) });
  void refreshJvms(host, added.uri);
}

/** Lists the targets, and the JVMs of this computer; other targets are asked when a person unfolds them. */
export async function refreshTargets(host: HostApi): Promise<void> {
  const targets = await host.call('targets.list', {});
  useLive.setState({ targets });
  await refreshLocalJvms(host);
}

/** Quick and without a question, so it may be asked often. */
export async function refreshLocalJvms(host: HostApi): Promise<void> {
  const local = (useLive.getState().targets ?? []).filter(({ uri }) => uri === 'local:');
  await Promise.all(local.map(({ uri }) => refreshJvms(host, uri)));
}

export async function addTarget(host: HostApi, uri: string): Promise<void> {
  const target = await host.call('targets.remember', { uri });
  useLive.setState({ targets: await host.call('targets.list', {}) });
  // Not waited for: it may ask for a password, and its failure shows where the target stands.
  void refreshJvms(host, target.uri);
}

export async function forgetTarget(host: HostApi, uri: string): Promise<void> {
  await host.call('targets.forget', { uri });
  useLive.setState({ targets: await host.call('targets.list', {}) });
}
