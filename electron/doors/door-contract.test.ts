import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostApi, InputOf, MethodName, OutputOf } from '../../shared/host-api/contract.ts';
import { HostError, type HostErrorData } from '../../shared/host-api/host-error.ts';
import { createHost, type Host } from '../host/create-host.ts';
import { runCommand } from './testing/run-command.ts';
import { openWebDoor, type WebDoor } from './web/open-web-door.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../resources/sample-incident');
const folder = mkdtempSync(path.join(os.tmpdir(), 'doors-'));
const dataFolder = path.join(folder, 'home');
let host: Host;
let door: WebDoor;
let web: Pick<HostApi, 'call'>;

/** What the renderer's client does, on Node: the token for a cookie, then calls. */
async function connect(url: string): Promise<Pick<HostApi, 'call'>> {
  const { origin, hash } = new URL(url);
  const post = (target: string, headers: Record<string, string>, body: string): Promise<Response> =>
    fetch(origin + target, { method: 'POST', headers: { origin, 'content-type': 'application/json', ...headers }, body });
  const session = await post('/session', {}, JSON.stringify({ token: hash.slice('#token='.length) }));
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    async call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
      const response = await post(`/api/${name}`, { cookie }, JSON.stringify(input));
      const body = (await response.json()) as OutputOf<Name> & { error?: HostErrorData };
      if (!response.ok) throw new HostError((body as { error: HostErrorData }).error);
      return body;
    },
  };
}

async function command(argv: readonly string[]): Promise<unknown> {
  return JSON.parse((await runCommand([...argv, '--format', 'json'], { dataFolder })).stdout) as unknown;
}

beforeAll(async () => {
  host = createHost({ dataFolder });
  door = await openWebDoor({ host, rendererFolder: folder, port: 0, idleStopMs: null, onIdle: () => undefined });
  web = await connect(door.newUrl());
});
afterAll(async () => {
  await door.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The same way through the sample that a person takes: open, overview, a table, a row, its lines, verify. */
async function journey(api: Pick<HostApi, 'call'>): Promise<Record<string, unknown>> {
  const { id: caseId, path: casePath } = await api.call('cases.open', { path: SAMPLE });
  let view = await api.call('cases.view', { caseId });
  for (let tries = 0; view.loading.length > 0 && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    view = await api.call('cases.view', { caseId });
  }
  const artifact = view.artifacts[0];
  const table = artifact?.tables[0];
  if (artifact === undefined || table === undefined) throw new Error('the sample holds no table');
  const ref = { view: table.view, artifacts: [artifact.id] };
  const query = { sort: [], filters: [], search: 'exec' };
  const evidence = view.findings[0]?.evidence[0];
  const capture = view.artifacts.find(({ id }) => id === evidence?.artifact)?.capture ?? artifact.capture;
  return {
    view,
    shape: await api.call('table.shape', { caseId, ref }),
    window: await api.call('table.window', { caseId, ref, query, from: 0, count: 20 }),
    inspected: await api.call('row.inspect', { caseId, artifact: artifact.id, view: table.view, row: 0 }),
    tree: artifact.trees[0] === undefined ? null : await api.call('tree.view', { caseId, artifact: artifact.id, view: artifact.trees[0].view }),
    lines: await api.call('raw.lines', { caseId, captureId: capture, from: evidence?.line ?? 1, count: 5 }),
    analysis: await api.call('analysis.ofCase', { caseId, language: 'en' }),
    verified: await api.call('cases.verify', { path: casePath }),
  };
}

describe('doors', () => {
  it('[DOOR-01] the journey through the sample incident is the same directly and over HTTP', async () => {
    const direct = await journey(host);
    expect(await journey(web)).toEqual(JSON.parse(JSON.stringify(direct)));
    expect(direct['window']).toMatchObject({ rows: expect.arrayContaining([expect.anything()]) as unknown });
  });

  it('[DOOR-02] analysis, comparison and verification are the same directly, over HTTP and on the command line', async () => {
    const paths = [SAMPLE];
    const analysis = await host.call('analysis.ofPaths', { paths, kind: null, language: 'en' });
    expect(await web.call('analysis.ofPaths', { paths, kind: null, language: 'en' })).toEqual(analysis);
    expect(await command(['analyze', SAMPLE])).toEqual(analysis);

    const twice = { paths: [SAMPLE, SAMPLE], kind: null, language: 'ko' as const };
    const diff = await host.call('diff.ofPaths', twice);
    expect(await web.call('diff.ofPaths', twice)).toEqual(diff);
    expect(await command(['diff', SAMPLE, SAMPLE, '--lang', 'ko'])).toEqual(diff);

    const verified = await host.call('cases.verify', { path: SAMPLE });
    expect(await web.call('cases.verify', { path: SAMPLE })).toEqual(verified);
    expect(await command(['verify', SAMPLE])).toEqual({ schema: 'borescope.verify/1', ...verified });
  });

  it('[DOOR-03] lists of targets are the same directly, over HTTP and on the command line', async () => {
    const targets = await host.call('targets.list', {});
    expect(await web.call('targets.list', {})).toEqual(targets);
    expect(await command(['targets'])).toMatchObject({ schema: 'borescope.targets/1', targets });
  });

  it('[DOOR-04] the same wrong call fails with the same data', async () => {
    const failure = (api: Pick<HostApi, 'call'>): Promise<unknown> => api.call('cases.open', { path: path.join(folder, 'nowhere') }).then(() => null, (error: HostError) => error.data);
    const direct = await failure(host);
    expect(direct).toMatchObject({ code: 'not-found' });
    expect(await failure(web)).toEqual(direct);
  });

  it('[DOOR-05] a report has the same bytes through every door', async () => {
    const file = path.join(folder, 'one.txt');
    writeFileSync(file, 'nothing of ours\n');
    const input = { paths: [file], format: 'csv' as const, language: 'en' as const };
    const direct = await host.call('report.ofPaths', input);
    const overHttp = (await web.call('report.ofPaths', input)) as unknown as { bytes: { $bytes: string } };
    const { stdout } = await runCommand(['report', file, '--format', 'csv', '--rows', '50'], { dataFolder });
    expect(Buffer.from(overHttp.bytes.$bytes, 'base64').toString('utf8')).toBe(Buffer.from(direct.bytes).toString('utf8'));
    expect(stdout).toBe(Buffer.from(direct.bytes).toString('utf8'));
  });
});
