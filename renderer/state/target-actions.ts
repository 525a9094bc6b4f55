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
