import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFakeHost, type FakeHost } from '../testing/fake-host.ts';
import { openWebDoor, type WebDoor } from './open-web-door.ts';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'web-door-'));
const pages = path.join(folder, 'renderer');
let door: WebDoor;
let host: FakeHost;

function ask(target: string, headers: Record<string, string> = {}, body?: string | Buffer, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: door.port, path: target, method, headers: { host: `127.0.0.1:${door.port}`, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const origin = (): string => `http://127.0.0.1:${door.port}`;
const json = (more: Record<string, string> = {}): Record<string, string> => ({ origin: origin(), 'content-type': 'application/json', ...more });
const tokenOf = (url: string): string => url.split('#token=')[1] ?? '';

async function logIn(): Promise<string> {
  const answer = await ask('/session', json(), JSON.stringify({ token: tokenOf(door.newUrl()) }));
  expect(answer.status).toBe(204);
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

beforeAll(async () => {
  mkdirSync(path.join(pages, 'assets'), { recursive: true });
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Borescope</title>');
  writeFileSync(path.join(pages, 'assets', 'main.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.json'), '{"secret":true}');
  symlinkSync(path.join(folder, 'secret.json'), path.join(pages, 'link.json'));
  host = createFakeHost({
    'host.info': () => Promise.resolve({ version: '0.1.0', platform: 'linux', node: '20', casesFolder: '/cases', snapshot: null }),
    'import.append': () => Promise.resolve(null),
    'jobs.list': () => Promise.resolve([]),
    'report.ofPaths': () => Promise.resolve({ fileName: 'r.html', mediaType: 'text/html', bytes: Buffer.from([0, 255, 10]) }),
  });
  door = await openWebDoor({ host, rendererFolder: pages, port: 0, idleStopMs: null, onIdle: () => undefined });
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => void host.calls.splice(0));

describe('web door', () => {
  it('[WEB-01] gives the page without a session, with a policy that allows nothing from elsewhere and no CORS header', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(Object.keys(page.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await ask('/assets/main.js')).headers['content-type']).toContain('text/javascript');
  });

  it('[WEB-02] answers no call and no event stream without a session', async () => {
    expect((await ask('/api/host.info', json(), '{}')).status).toBe(401);
    expect((await ask('/api/host.info', json({ cookie: `borescope-${door.port}=${'a'.repeat(43)}` }), '{}')).status).toBe(401);
    expect((await ask('/events')).status).toBe(401);
    expect(host.calls).toEqual([]);
  });

  it('[WEB-03] exchanges a 256-bit token once for a cookie that scripts cannot read', async () => {
    const token = tokenOf(door.newUrl());
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const first = await ask('/session', json(), JSON.stringify({ token }));
    expect(first.status).toBe(204);
    expect(first.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict; Path=\//);
    expect((await ask('/session', json(), JSON.stringify({ token }))).status).toBe(401);
    expect((await ask('/session', json(), JSON.stringify({ token: 'x' }))).status).toBe(401);
    expect((await ask('/session', json(), '[1]')).status).toBe(401);
    expect((await ask('/session', json(), '{')).status).toBe(400);
  });

  it('[WEB-04] no answer contains the token or the session secret', async () => {
    const token = tokenOf(door.newUrl());
    const cookie = await logIn();
    const secret = cookie.split('=')[1] ?? '';
    for (const answer of [await ask('/', { cookie }), await ask('/api/host.info', json({ cookie }), '{}'), await ask('/session', json(), '{}')]) {
      expect(answer.body).not.toContain(token);
      expect(answer.body).not.toContain(secret);
    }
  });

  it('[WEB-05] refuses a foreign Host, a foreign Origin and a call without Origin', async () => {
    const cookie = await logIn();
    expect((await ask('/', { host: 'evil.example' })).status).toBe(403);
    expect((await ask('/', { host: `evil.example:${door.port}` })).status).toBe(403);
    expect((await ask('/api/host.info', json({ cookie, origin: 'http://evil.example' }), '{}')).status).toBe(403);
    expect((await ask('/api/host.info', json({ cookie, origin: 'null' }), '{}')).status).toBe(403);
    expect((await ask('/api/host.info', { cookie, 'content-type': 'application/json' }, '{}')).status).toBe(403);
    expect((await ask('/api/host.info', json({ cookie, 'sec-fetch-site': 'cross-site' }), '{}')).status).toBe(403);
    expect((await ask('/events', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect(host.calls).toEqual([]);
    expect((await ask('/api/host.info', json({ cookie }), '{}')).status).toBe(200);
  });

  it.each(['/../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/assets/../../secret.json', '/..%5csecret.json', '/link.json', '/%00', '/%zz', '//secret.json', '/assets', '/index.html%00.js'])(
    '[WEB-06] serves nothing outside its folder: %s',
    async (target) => {
      const answer = await ask(target);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('secret');
    },
  );

  it('[WEB-07] gives host errors as data with a fitting status', async () => {
    const cookie = await logIn();
    const unknown = await ask('/api/constructor', json({ cookie }), '{}');
    expect([unknown.status, JSON.parse(unknown.body)]).toMatchObject([404, { error: { code: 'not-found', message: { key: 'error.unknown-method' } } }]);
    expect((await ask('/api/cases.open', json({ cookie }), '{"path":5}')).status).toBe(400);
    expect((await ask('/api/cases.open', json({ cookie }), '{"path":"/x"}')).status).toBe(404);
    expect((await ask('/api/host.info', json({ cookie, 'content-type': 'text/plain' }), '{}')).status).toBe(400);
    expect((await ask('/api/host.info', { cookie }, undefined, 'GET')).status).toBe(405);
    expect((await ask('/', {}, undefined, 'OPTIONS')).status).toBe(405);
  });

  it('[WEB-08] takes raw bytes in and gives bytes back unharmed', async () => {
    const cookie = await logIn();
    const bytes = Buffer.from([0, 1, 2, 254, 255]);
    const headers = json({ cookie, 'content-type': 'application/octet-stream', 'x-borescope-input': encodeURIComponent('{"uploadId":"u1"}') });
    expect((await ask('/api/import.append', headers, bytes)).status).toBe(200);
    const sent = host.calls[0]?.input as { uploadId: string; bytes: Uint8Array };
    expect([sent.uploadId, ...sent.bytes]).toEqual(['u1', 0, 1, 2, 254, 255]);
    const report = await ask('/api/report.ofPaths', json({ cookie }), '{"paths":["a"],"format":"html","language":"en"}');
    expect(JSON.parse(report.body)).toMatchObject({ fileName: 'r.html', bytes: { $bytes: 'AP8K' } });
  });

  it('[WEB-09] sends the host\'s events to a page with a session', async () => {
    const cookie = await logIn();
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const request = http.get({ host: '127.0.0.1', port: door.port, path: '/events', headers: { host: `127.0.0.1:${door.port}`, cookie } }, (response) => {
        response.on('data', (chunk: Buffer) => {
          received += chunk.toString('utf8');
          if (received.includes('retry')) host.emit('cases.changed', { at: 'once' });
          if (received.includes('cases.changed')) {
            request.destroy();
            resolve(received);
          }
        });
      });
      request.on('error', reject);
    });
    expect(text).toContain('event: cases.changed\ndata: {"at":"once"}');
  });

  it('[WEB-10] listens on this computer only', async () => {
    const elsewhere = Object.values(os.networkInterfaces()).flat().find((one) => one !== undefined && one.family === 'IPv4' && !one.internal)?.address;
    if (elsewhere === undefined) return;
    await expect(
      new Promise((resolve, reject) => http.get({ host: elsewhere, port: door.port, path: '/' }, resolve).on('error', reject)),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('[WEB-11] stops when no page was open and no job ran for the idle time', async () => {
    await new Promise<void>((resolve, reject) => {
      void openWebDoor({ host, rendererFolder: pages, port: 0, idleStopMs: 60, onIdle: resolve }).then((other) => setTimeout(() => void other.close(), 1000), reject);
    });
  });
});
