import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { resolveDockerEndpoint } from './resolve-docker-endpoint.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'borescope-docker-config-'));
  addContext('desk', 'unix:///run/desk.sock');
  addContext('far', 'tcp://10.0.0.9:2376', true);
  addContext('over-ssh', 'ssh://ops@web-1:2222');
  addContext('odd', 'fd://');
});
afterAll(() => rmSync(home, { recursive: true }));

function addContext(name: string, url: string, withTls = false): void {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = path.join(home, '.docker', 'contexts', 'meta', id);
  mkdirSync(meta, { recursive: true });
  writeFileSync(path.join(meta, 'meta.json'), JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: url, SkipTLSVerify: false } } }));
  if (!withTls) return;
  const tls = path.join(home, '.docker', 'contexts', 'tls', id, 'docker');
  mkdirSync(tls, { recursive: true });
  for (const file of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(path.join(tls, file), file);
}

const configure = (config: string): void => writeFileSync(path.join(home, '.docker', 'config.json'), config);
const resolve = (context: string | null, environment: NodeJS.ProcessEnv = {}): ReturnType<typeof resolveDockerEndpoint> => resolveDockerEndpoint(context, { HOME: home, ...environment });

describe('which Docker engine is meant', () => {
  it('[DOCKER-05] is DOCKER_HOST, else DOCKER_CONTEXT, else currentContext, else the default socket', async () => {
    configure('{"currentContext":"desk"}');
    const environment = { DOCKER_HOST: 'unix:///run/host.sock', DOCKER_CONTEXT: 'far' };
    expect(await resolve(null, environment)).toMatchObject({ context: 'default', chosenBy: 'DOCKER_HOST', address: { type: 'socket', path: '/run/host.sock' } });
    expect(await resolve(null, { DOCKER_CONTEXT: 'far' })).toMatchObject({ context: 'far', chosenBy: 'DOCKER_CONTEXT', address: { type: 'tcp', host: '10.0.0.9', port: 2376, tls: { verify: true } } });
    expect(await resolve(null)).toMatchObject({ context: 'desk', chosenBy: 'currentContext', address: { type: 'socket', path: '/run/desk.sock' } });
    configure('{}');
    expect(await resolve(null)).toMatchObject({ context: 'default', chosenBy: 'default', address: { type: 'socket', path: '/var/run/docker.sock' } });
  });

  it('[DOCKER-06] is the context that the target names, whatever the environment says', async () => {
    expect(await resolve('over-ssh', { DOCKER_HOST: 'unix:///run/host.sock' })).toMatchObject({ context: 'over-ssh', chosenBy: 'the target', address: { type: 'ssh', user: 'ops', host: 'web-1', port: 2222, path: '/var/run/docker.sock' } });
    expect(await resolve('default', { DOCKER_CONTEXT: 'far' })).toMatchObject({ chosenBy: 'default' });
  });

  it('[DOCKER-07] takes no other engine in place of one that cannot be had, and names the context', async () => {
    const missing = await hostErrorOf(resolve('nowhere'));
    expect(missing).toMatchObject({ code: 'not-found', message: { key: 'error.docker-context-missing', params: { context: 'nowhere' } } });
    configure('{"currentContext":"gone"}');
    expect((await hostErrorOf(resolve(null))).message.params).toMatchObject({ context: 'gone', chosenBy: 'currentContext' });
    configure('{not json');
    expect((await hostErrorOf(resolve(null))).message.key).toBe('error.docker-config-unreadable');
    expect((await hostErrorOf(resolve('odd'))).message.key).toBe('error.docker-endpoint-unsupported');
    expect((await hostErrorOf(resolve(null, { DOCKER_HOST: 'tcp://kim:secret@host' }))).message.params['url']).not.toContain('secret');
  });

  it('[DOCKER-08] uses TLS where the environment asks for it', async () => {
    configure('{}');
    const plain = await resolve(null, { DOCKER_HOST: 'tcp://10.0.0.9' });
    expect(plain.address).toMatchObject({ port: 2375, tls: null });
    const checked = await resolve(null, { DOCKER_HOST: 'tcp://10.0.0.9', DOCKER_TLS_VERIFY: '1' });
    expect(checked.address).toMatchObject({ port: 2376, tls: { verify: true } });
    expect((await resolve(null, { DOCKER_HOST: 'tcp://10.0.0.9', DOCKER_TLS: '1' })).address).toMatchObject({ tls: { verify: false } });
  });
});
