import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A running one's, with the pod `shop/cart-0` and contexts `admin`, `cert` and `diag`. */
const GIVEN = process.env['BORESCOPE_TEST_KUBECONFIG'];
/** What starts one; see K8S-20 in SPEC.md. */
const STARTER = process.env['BORESCOPE_TEST_CLUSTER'] ?? fileURLToPath(new URL('../../../../../../shared/targets/kubernetes/cluster', import.meta.url));

/** The script's node has one network namespace, so only one cluster at a time can run on a machine; who has it stands in a file. */
const IN_USE = '/run/netns/bsnode';
const TURN_FILE = path.join(os.tmpdir(), 'borescope-test-cluster.pid');
const TURN_MS = 300_000;

/** There is neither a running cluster nor what starts one: the protocol server of the project alone stands in, and its tests say so by name. */
export const WITHOUT_REAL_CLUSTER: boolean = GIVEN === undefined && (process.getuid?.() !== 0 || !existsSync(STARTER));

/** As above, and one that a person gave is not to be harmed. */
export const WITHOUT_OWN_CLUSTER: boolean = GIVEN !== undefined || WITHOUT_REAL_CLUSTER;

export interface RealCluster {
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

/** The one that runs already, else one of its own, which takes about 30 s. */
export async function startRealCluster(): Promise<RealCluster> {
  if (GIVEN !== undefined) return { kubeconfig: GIVEN, stop: async () => {} };
  await takeTurn();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bsk-'));
  const stop = async (): Promise<void> => {
    await run(STARTER, ['down', path.join(folder, 'node')]);
    await rm(folder, { recursive: true, force: true });
    await rm(TURN_FILE, { force: true });
  };
  try {
    const { stdout } = await run(STARTER, ['up', path.join(folder, 'node')]);
    return { kubeconfig: stdout.trim().split('\n').at(-1) ?? '', stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** Another suite may still have its own; ending it from here would cut that one off. */
async function takeTurn(): Promise<void> {
  const until = performance.now() + TURN_MS;
  while (!(await isMyTurn())) {
    if (performance.now() > until) throw new Error(`another cluster has ${IN_USE}; name its kubeconfig in BORESCOPE_TEST_KUBECONFIG, or end it`);
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}

async function isMyTurn(): Promise<boolean> {
  const holder = Number(await readFile(TURN_FILE, 'utf8').catch(() => ''));
  if (holder > 0 && !existsSync(`/proc/${holder}`)) await rm(TURN_FILE, { force: true });
  if (existsSync(IN_USE)) return false;
  return writeFile(TURN_FILE, String(process.pid), { flag: 'wx' }).then(() => true, () => false);
}
