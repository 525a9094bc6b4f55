import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { errnoOf, textOf } from '../../host-errors.ts';
import { contextMissing, kubeconfigMissing, kubeconfigUnreadable } from './kubernetes-errors.ts';

const text = z.string().optional();
const execPlugin = z.object({
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  apiVersion: z.string(),
  installHint: text,
  interactiveMode: text,
  provideClusterInfo: z.boolean().optional(),
});
const cluster = z.object({ server: z.string(), 'certificate-authority': text, 'certificate-authority-data': text, 'insecure-skip-tls-verify': z.boolean().optional(), 'tls-server-name': text, 'proxy-url': text });
const user = z.object({
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  as: text,
  'as-groups': z.array(z.string()).nullish(),
  exec: execPlugin.nullish(),
  'auth-provider': z.object({ name: z.string() }).nullish(),
});
const context = z.object({ cluster: z.string(), user: text, namespace: text });
const fileShape = z.object({
  'current-context': text,
  clusters: z.array(z.object({ name: z.string(), cluster })).nullish(),
  users: z.array(z.object({ name: z.string(), user: user.nullish() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context })).nullish(),
});

export type KubeCluster = z.infer<typeof cluster>;
export type KubeUser = z.infer<typeof user>;
export type ExecPlugin = z.infer<typeof execPlugin>;

/** An entry with the folder of its file, which relative paths in it start from. */
interface Placed<Entry> {
  readonly entry: Entry;
  readonly folder: string;
}

/** One context with everything it names. */
export interface KubeContext {
  readonly name: string;
  /** What kubectl uses when no namespace is given. */
  readonly namespace: string;
  readonly userName: string;
  readonly cluster: Placed<KubeCluster>;
  readonly user: Placed<KubeUser>;
}

/**
 * Reads the files of KUBECONFIG, or ~/.kube/config, merged as kubectl does: for each name the first file counts. `named` null: the current context.
 * Rejects with HostError when there is none of that name: no other is taken in its place.
 */
export async function resolveKubeContext(named: string | null, environment: NodeJS.ProcessEnv): Promise<KubeContext> {
  const listed = (environment['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean);
  const files = listed.length > 0 ? listed : [path.join(environment['HOME'] || os.homedir(), '.kube', 'config')];
  const read = (await Promise.all(files.map(readKubeconfig))).filter((file) => file !== null);
  if (read.length === 0) throw kubeconfigMissing(files.join(path.delimiter));
  const name = named ?? read.map(({ entry }) => entry['current-context']).find(Boolean) ?? null;
  const find = <Entry>(pick: (file: z.infer<typeof fileShape>) => Entry | undefined): Placed<Entry> | null => {
    for (const { entry, folder } of read) {
      const found = pick(entry);
      if (found !== undefined) return { entry: found, folder };
    }
    return null;
  };
  const chosen = name === null ? null : find((file) => file.contexts?.find((one) => one.name === name)?.context);
  const at = chosen === null ? null : find((file) => file.clusters?.find((one) => one.name === chosen.entry.cluster)?.cluster);
  if (name === null || chosen === null || at === null) throw contextMissing(name ?? 'current-context', files.join(path.delimiter));
  const who = find((file) => file.users?.find((one) => one.name === chosen.entry.user)?.user ?? undefined);
  return { name, namespace: chosen.entry.namespace ?? 'default', userName: chosen.entry.user ?? '', cluster: at, user: who ?? { entry: {}, folder: '' } };
}

/** null when there is no such file, which kubectl allows in a list. */
async function readKubeconfig(file: string): Promise<Placed<z.infer<typeof fileShape>> | null> {
  try {
    return { entry: fileShape.parse(load(await readFile(file, 'utf8')) ?? {}), folder: path.dirname(path.resolve(file)) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw kubeconfigUnreadable(file, errnoOf(error) || (textOf(error).split('\n')[0] ?? ''));
  }
}
