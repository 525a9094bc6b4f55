import type { HostApi } from '../../shared/host-api/contract.ts';
import { createHttpClient } from './http-client.ts';
import { createIpcClient } from './ipc-client.ts';

/** The desktop window has a preload bridge; anywhere else the page came from the browser door. */
export function chooseClient(): HostApi {
  const { borescope } = window;
  return borescope === undefined ? createHttpClient() : createIpcClient(borescope);
}
