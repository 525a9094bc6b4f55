import { createContext, useContext } from 'react';
import type { HostClient } from './host-client.ts';

export const HostContext = createContext<HostClient | null>(null);

/** The host this window speaks with. */
export function useHost(): HostClient {
  const host = useContext(HostContext);
  if (host === null) throw new Error('no host in this tree');
  return host;
}
