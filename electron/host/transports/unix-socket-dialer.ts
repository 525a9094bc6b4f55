import type { Duplex } from 'node:stream';
import { message } from '../../../shared/base/message.ts';
import type { CancelSignal, Transport } from '../../../shared/collect/transport.ts';
import { hostError } from '../host-errors.ts';

/** What a transport may offer besides: connections to Unix sockets of its host, such as a Docker engine's. */
export interface UnixSocketDialer {
  openUnixSocket(path: string, signal: CancelSignal): Promise<Duplex>;
}

/** Rejects with HostError where the transport cannot. */
export function openUnixSocketOver(transport: Transport, path: string, signal: CancelSignal): Promise<Duplex> {
  const offer: Transport & Partial<UnixSocketDialer> = transport;
  if (offer.openUnixSocket === undefined) return Promise.reject(hostError('refused', 'error.docker-no-forwarding', { target: transport.uri }, { next: message('next.docker-forwarding') }));
  return offer.openUnixSocket(path, signal);
}
