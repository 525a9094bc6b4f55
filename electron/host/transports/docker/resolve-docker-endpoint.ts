import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { errnoOf, textOf } from '../../host-errors.ts';
import type { DockerAddress, DockerEndpoint, TlsFiles } from './docker-endpoint.ts';
import { configUnreadable, contextMissing, endpointUnsupported } from './docker-errors.ts';

const DEFAULT_SOCKET = '/var/run/docker.sock';
const DEFAULT_URL = process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : `unix://${DEFAULT_SOCKET}`;
const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

const configFile = z.object({ currentContext: z.string().optional() });
const metaFile = z.object({ Name: z.string(), Endpoints: z.object({ docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().optional() }).optional() }) });

/**
 * DOCKER_HOST, else DOCKER_CONTEXT, else the configuration's currentContext, else the default socket; a context named by the target comes before all.
 * Rejects with HostError that names the context: nothing else is tried in its place.
 */
export async function resolveDockerEndpoint(named: string | null, environment: NodeJS.ProcessEnv): Promise<DockerEndpoint> {
  const folder = environment['DOCKER_CONFIG'] || path.join(environment['HOME'] || os.homedir(), '.docker');
  if (named !== null && named !== 'default') return contextEndpoint(folder, named, 'the target');
  const host = environment['DOCKER_HOST'];
  if (host) return { context: 'default', url: host, chosenBy: 'DOCKER_HOST', address: await addressOf(host, 'default', () => tlsOfEnvironment(environment, folder)) };
  const chosen = named === null ? environment['DOCKER_CONTEXT'] : undefined;
  if (chosen && chosen !== 'default') return contextEndpoint(folder, chosen, 'DOCKER_CONTEXT');
  const current = named === null && !chosen ? await currentContext(folder) : null;
  if (current !== null && current !== 'default') return contextEndpoint(folder, current, 'currentContext');
  return { context: 'default', url: DEFAULT_URL, chosenBy: 'default', address: await addressOf(DEFAULT_URL, 'default', () => tlsOfEnvironment(environment, folder)) };
}

async function currentContext(folder: string): Promise<string | null> {
  const file = path.join(folder, 'config.json');
  try {
    return configFile.parse(JSON.parse(await readFile(file, 'utf8'))).currentContext || null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    // Which engine was meant cannot be known: the default one could be another.
    throw configUnreadable(file, errnoOf(error) || textOf(error));
  }
}

async function contextEndpoint(folder: string, context: string, chosenBy: DockerEndpoint['chosenBy']): Promise<DockerEndpoint> {
  const id = createHash('sha256').update(context).digest('hex');
  const file = path.join(folder, 'contexts', 'meta', id, 'meta.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw errnoOf(error) === 'ENOENT' ? contextMissing(context, chosenBy, file) : configUnreadable(file, errnoOf(error) || textOf(error));
  });
  const meta = readMeta(text, file).Endpoints.docker;
  if (meta === undefined) throw contextMissing(context, chosenBy, file);
  const tlsFolder = path.join(folder, 'contexts', 'tls', id, 'docker');
  return { context, url: meta.Host, chosenBy, address: await addressOf(meta.Host, context, () => readTls(tlsFolder, meta.SkipTLSVerify !== true)) };
}

function readMeta(text: string, file: string): z.infer<typeof metaFile> {
  try {
    return metaFile.parse(JSON.parse(text));
  } catch (error) {
    throw configUnreadable(file, textOf(error).split('\n')[0] ?? '');
  }
}

async function addressOf(url: string, context: string, tls: () => Promise<TlsFiles | null>): Promise<DockerAddress> {
  const socket = /^(?:unix:\/\/|npipe:\/\/)(?<path>.*)$/.exec(url)?.groups?.['path'];
  if (socket !== undefined) return { type: 'socket', path: socket || DEFAULT_SOCKET };
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.password !== '') throw endpointUnsupported(context, url.replace(/:[^:@/]*@/, ':…@'));
  const port = parsed.port === '' ? null : Number(parsed.port);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  switch (parsed.protocol) {
    case 'ssh:':
      return { type: 'ssh', user: parsed.username === '' ? null : decodeURIComponent(parsed.username), host, port, path: parsed.pathname.length > 1 ? decodeURIComponent(parsed.pathname) : DEFAULT_SOCKET };
    case 'tcp:':
    case 'http:':
    case 'https:': {
      const files = await tls();
      const wantsTls = parsed.protocol === 'https:' || files !== null;
      return { type: 'tcp', host, port: port ?? (wantsTls ? TLS_PORT : PLAIN_PORT), tls: wantsTls ? (files ?? { ca: null, cert: null, key: null, verify: true }) : null };
    }
    default:
      throw endpointUnsupported(context, url);
  }
}

/** As the docker command does: any value of DOCKER_TLS_VERIFY means that TLS is checked; DOCKER_TLS alone that it is used unchecked. */
async function tlsOfEnvironment(environment: NodeJS.ProcessEnv, folder: string): Promise<TlsFiles | null> {
  const verify = Boolean(environment['DOCKER_TLS_VERIFY']);
  if (!verify && !environment['DOCKER_TLS']) return null;
  return (await readTls(environment['DOCKER_CERT_PATH'] || folder, verify)) ?? { ca: null, cert: null, key: null, verify };
}

/** The files of a folder; null when there are none. */
async function readTls(folder: string, verify: boolean): Promise<TlsFiles | null> {
  const read = (name: string): Promise<Buffer | null> =>
    readFile(path.join(folder, name)).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw configUnreadable(path.join(folder, name), errnoOf(error) || textOf(error));
    });
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')]);
  return ca === null && cert === null && key === null ? null : { ca, cert, key, verify };
}
