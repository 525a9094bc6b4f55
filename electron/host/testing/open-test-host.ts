import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createHost, type Host, type HostOptions } from '../create-host.ts';

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A host with a data folder of its own, closed when the test is over. */
export async function openTestHost(options: HostOptions = {}): Promise<Host> {
  const host = createHost({ dataFolder: options.dataFolder ?? (await temporaryFolder()), ...options });
  onTestFinished(() => host.close());
  return host;
}
