import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { textOf } from '../../host-errors.ts';
import { credentialsUnsupported, pluginFailed } from './kubernetes-errors.ts';
import type { KubeContext } from './kubeconfig.ts';

/** Signing in may wait for an answer in a browser. */
const PLUGIN_MS = 60_000;
const MAX_OUTPUT = 1024 * 1024;

const credential = z.object({
  status: z.object({ token: z.string().optional(), clientCertificateData: z.string().optional(), clientKeyData: z.string().optional(), expirationTimestamp: z.string().nullish() }),
});

export interface PluginCredential {
  readonly token: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
  /** By this computer's clock; null: until it is refused. */
  readonly expiresAt: number | null;
}

/** Runs the credential plugin of a kubeconfig, e.g. `aws eks get-token`. What it prints stays in memory; its standard error is shown when it fails. */
export async function runExecPlugin({ name, cluster, user }: KubeContext): Promise<PluginCredential> {
  const plugin = user.entry.exec;
  if (!plugin) throw new TypeError('the user has no exec plugin');
  if (plugin.interactiveMode === 'Always') throw credentialsUnsupported(name, `exec ${plugin.command} (interactiveMode Always)`);
  const info = {
    kind: 'ExecCredential',
    apiVersion: plugin.apiVersion,
    spec: { interactive: false, ...(plugin.provideClusterInfo === true ? { cluster: { server: cluster.entry.server, 'certificate-authority-data': cluster.entry['certificate-authority-data'] } } : {}) },
  };
  // A path with a slash starts at the kubeconfig's folder, as in kubectl.
  const command = plugin.command.includes('/') ? path.resolve(user.folder, plugin.command) : plugin.command;
  const environment = { ...process.env, ...Object.fromEntries((plugin.env ?? []).map(({ name: key, value }) => [key, value])), KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  const { stdout, stderr, why } = await runToEnd(command, plugin.args ?? [], environment);
  if (why !== null) throw pluginFailed(name, plugin.command, why === 'ENOENT' && plugin.installHint ? `${why}. ${plugin.installHint}` : why, stderr);
  try {
    const { status } = credential.parse(JSON.parse(stdout));
    return { token: status.token ?? null, certificate: status.clientCertificateData ?? null, key: status.clientKeyData ?? null, expiresAt: status.expirationTimestamp ? Date.parse(status.expirationTimestamp) : null };
  } catch {
    throw pluginFailed(name, plugin.command, 'no ExecCredential in its output', stderr);
  }
}

function runToEnd(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<{ readonly stdout: string; readonly stderr: string; readonly why: string | null }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, timeout: PLUGIN_MS, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (stdout.length < MAX_OUTPUT) stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < MAX_OUTPUT) stderr += chunk.toString('utf8');
    });
    child.on('error', (error) => resolve({ stdout, stderr, why: 'code' in error && typeof error.code === 'string' ? error.code : textOf(error) }));
    child.on('close', (status, signal) => resolve({ stdout, stderr, why: status === 0 ? null : signal === null ? `exit status ${status ?? '?'}` : `ended by ${signal}` }));
  });
}
