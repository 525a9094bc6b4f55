import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, textOf } from '../../host-errors.ts';
import { runExecPlugin, type PluginCredential } from './exec-plugin.ts';
import { credentialsUnsupported, kubeconfigUnreadable } from './kubernetes-errors.ts';
import type { KubeContext } from './kubeconfig.ts';

/** How requests of one context are sent. Held in memory only. */
export interface ClusterAccess {
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer; readonly servername?: string; readonly rejectUnauthorized: boolean };
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** A plugin's token is used no longer than this before its end. */
const RENEW_BEFORE_MS = 30_000;

/** The credentials of a context: files, tokens, or what its plugin gives, which is asked again when it ran out or was refused. */
export class ClusterCredentials {
  readonly #context: KubeContext;
  #plugin: PluginCredential | null = null;

  constructor(context: KubeContext) {
    this.#context = context;
  }

  /** Whether asking anew could give other credentials. */
  get renewable(): boolean {
    const { exec, tokenFile } = this.#context.user.entry;
    return Boolean(exec ?? tokenFile);
  }

  /** After a refusal: the next `access` asks the plugin again. */
  renew(): void {
    this.#plugin = null;
  }

  /** Rejects with HostError for what cannot be used, naming it. */
  async access(): Promise<ClusterAccess> {
    const { name, cluster, user } = this.#context;
    if (cluster.entry['proxy-url']) throw credentialsUnsupported(name, 'proxy-url');
    if (user.entry['auth-provider']) throw credentialsUnsupported(name, `auth-provider ${user.entry['auth-provider'].name}`);
    const plugin = await this.#pluginCredential();
    const [ca, cert, key] = await Promise.all([
      bytesOf(cluster.entry['certificate-authority-data'], cluster.entry['certificate-authority'], cluster.folder),
      plugin?.certificate ? Buffer.from(plugin.certificate) : bytesOf(user.entry['client-certificate-data'], user.entry['client-certificate'], user.folder),
      plugin?.key ? Buffer.from(plugin.key) : bytesOf(user.entry['client-key-data'], user.entry['client-key'], user.folder),
    ]);
    const servername = cluster.entry['tls-server-name'];
    return {
      tls: { rejectUnauthorized: cluster.entry['insecure-skip-tls-verify'] !== true, ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}), ...(servername ? { servername } : {}) },
      headers: await this.#headers(plugin),
    };
  }

  async #pluginCredential(): Promise<PluginCredential | null> {
    if (!this.#context.user.entry.exec) return null;
    const isOver = this.#plugin !== null && this.#plugin.expiresAt !== null && this.#plugin.expiresAt - RENEW_BEFORE_MS < Date.now();
    if (this.#plugin === null || isOver) this.#plugin = await runExecPlugin(this.#context);
    return this.#plugin;
  }

  async #headers(plugin: PluginCredential | null): Promise<ClusterAccess['headers']> {
    const { entry, folder } = this.#context.user;
    const token = plugin?.token ?? entry.token ?? (entry.tokenFile ? (await bytesOf(undefined, entry.tokenFile, folder))?.toString('utf8').trim() : undefined);
    const headers: Record<string, string | string[]> = {};
    if (token) headers['Authorization'] = `Bearer ${token}`;
    else if (entry.username) headers['Authorization'] = `Basic ${Buffer.from(`${entry.username}:${entry.password ?? ''}`).toString('base64')}`;
    if (entry.as) headers['Impersonate-User'] = entry.as;
    if (entry['as-groups']?.length) headers['Impersonate-Group'] = [...entry['as-groups']];
    return headers;
  }
}

async function bytesOf(data: string | undefined, file: string | undefined, folder: string): Promise<Buffer | null> {
  if (data) return Buffer.from(data, 'base64');
  if (!file) return null;
  const where = path.resolve(folder, file);
  return readFile(where).catch((error: unknown) => {
    throw kubeconfigUnreadable(where, errnoOf(error) || textOf(error));
  });
}
