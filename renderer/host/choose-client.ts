import type { HostClient } from './host-client.ts';
import { createHttpClient } from './http-client.ts';
import { createIpcClient } from './ipc-client.ts';

/** The desktop window has a preload bridge; anywhere else the page came from the browser door. */
export function chooseClient(): HostClient {
  const { borescope } = window;
  return borescope === undefined ? createHttpClient() : createIpcClient(borescope);
}
