import { createContext, useContext } from 'react';
import type { HostApi } from '../../shared/host-api/contract.ts';

export const HostContext = createContext<HostApi | null>(null);

/** The host this window speaks with. */
export function useHost(): HostApi {
  const host = useContext(HostContext);
  if (host === null) throw new Error('no host in this tree');
  return host;
}
