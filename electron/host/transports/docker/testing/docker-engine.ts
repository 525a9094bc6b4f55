import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ENGINE = fileURLToPath(new URL('../../../../../e2e/targets/docker/engine', import.meta.url));

/** A real engine needs root and Debian's packages. Such tests skip by name without, but never in CI: there a missing engine is a failure with its reason. */
export const withoutDocker: boolean = (process.getuid?.() !== 0 || !existsSync('/usr/sbin/dockerd')) && process.env['CI'] !== 'true';

/** Mounts that make the machine's own JDK and tools those of a container of borescope/tools. */
export const MACHINE_TOOLS: readonly string[] = ['-v', '/usr:/usr:ro', '-v', '/etc:/etc:ro'];

export interface DockerEngine {
  readonly folder: string;
  readonly socket: string;
  /** What finds this engine and nothing of the person's own. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs the docker command against this engine and gives what it printed. */
  docker(...args: readonly string[]): Promise<string>;
  /** Signals the engine itself. */
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export async function startDockerEngine(options: { readonly images?: boolean } = {}): Promise<DockerEngine> {
  // A Unix socket's path has 108 bytes at most.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bsd-'));
  const socket = path.join(folder, 'docker.sock');
  const down = (): Promise<unknown> => run(ENGINE, ['down', folder]);
  try {
    await run(ENGINE, ['up', folder]);
    if (options.images ?? true) await run(ENGINE, ['images', folder]);
  } catch (error) {
    await down();
    throw error;
  }
  return {
    folder,
    socket,
    environment: { PATH: process.env['PATH'], HOME: folder, DOCKER_HOST: `unix://${socket}` },
    docker: async (...args) => (await run('docker', ['-H', `unix://${socket}`, ...args], { env: { ...process.env, DOCKER_CONFIG: folder } })).stdout.trim(),
    signal: (name) => process.kill(Number(readFileSync(path.join(folder, 'docker.pid'), 'utf8')), name),
    stop: async () => {
      await down();
    },
  };
}

/** An engine on a TCP port that wants client certificates; without images. Rejects when it does not start. */
export async function startTlsEngine(): Promise<Pick<DockerEngine, 'environment' | 'stop'> & { readonly pki: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bsd-'));
  const server = net.createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((closed) => server.close(closed));
  const pki = path.join(folder, 'pki');
  const stop = async (): Promise<void> => void (await run(ENGINE, ['down', folder]));
  try {
    await run(ENGINE, ['tls', folder, String(port)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pki, stop, environment: { PATH: process.env['PATH'], HOME: folder, DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: pki } };
}

/** Compiles a small JVM program with one contended monitor, readable by every container that mounts its folder. */
export function compileTinyShop(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bsd-app-'));
  execFileSync('sh', ['-c', `cat > ${folder}/TinyShop.java && chmod 755 ${folder} && javac -d ${folder} ${folder}/TinyShop.java`], { input: TINY_SHOP });
  return folder;
}

const TINY_SHOP = `
public class TinyShop {
  static final Object LEDGER = new Object();
  public static void main(String[] args) throws Exception {
    for (int i = 0; i < 3; i++) new Thread(() -> { synchronized (LEDGER) { sleep(); } }, "checkout-" + i).start();
    System.out.println("ready");
    sleep();
  }
  static void sleep() { try { Thread.sleep(600_000); } catch (InterruptedException e) { } }
}
`;
