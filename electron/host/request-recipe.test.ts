import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kindById } from '../../shared/artifacts/registry.ts';
import { makePlan, type PlannedStep } from '../../shared/collect/make-plan.ts';
import type { RequestSource } from '../../shared/collect/request-source.ts';
import { temporaryFolder } from './testing/open-test-host.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';
import { runAndCollect } from './transports/testing/run-and-collect.ts';

const PASSWORD = String.raw`it's "odd" \n $(id) %s`;
const onPath = (tool: string): boolean => (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));

interface Manager {
  readonly url: string;
  readonly asked: readonly string[];
}

/** Answers as Tomcat's manager does to the one user it knows; 302 leads elsewhere. */
async function startManager(status = 200): Promise<Manager> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isKnown = request.headers.authorization === `Basic ${Buffer.from(`watch:${PASSWORD}`).toString('base64')}`;
    response.writeHead(isKnown ? status : 401, { location: '/elsewhere' }).end('OK - Number of results: 1\n\nName: Catalina:type=RequestProcessor,worker="http-nio-8080",name=HttpRequest1\nworkerThreadName: http-nio-8080-exec-1\nstage: 3\ncurrentUri: /pay\nrequestProcessingTime: 7000\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/manager/`, asked };
}

function planned(requestSource: RequestSource | undefined): { readonly steps: readonly PlannedStep[]; readonly impossible: readonly string[] } {
  const facts = { hotspot: true, catchesSigquit: true, reducedSignals: false, attachDisabled: false, stdoutReadable: true };
  const { planned: steps, plan } = makePlan({ kinds: [{ id: 'requests', recipe: kindById('requests')?.recipe ?? null }], processes: [{ target: 'local:', pid: 7, name: null, facts, tools: new Set(['curl', 'tail']) }], rounds: 1, intervalMs: 0, requestSource });
  return { steps, impossible: plan.impossible.map(({ because }) => because.key) };
}

async function run(source: RequestSource, password: string | null): Promise<{ readonly stdout: string; readonly status: number | null; readonly isWhole: boolean; readonly shown: string }> {
  const [step] = planned(source).steps;
  if (step?.alternative.obtain.by !== 'command') throw new TypeError('not a command');
  const { obtain, endMarker } = step.alternative;
  const script = password === null ? obtain.stdin : obtain.withPassword?.(password);
  const { stdout, outcome } = await runAndCollect(createLocalTransport(), obtain.argv(step.parameters), { stdin: Buffer.from(script ?? '') });
  const text = Buffer.from(stdout).toString();
  return { stdout: text, status: outcome.exitStatus, isWhole: endMarker?.test(text) === true, shown: `${step.step.command}\n${step.step.script ?? ''}` };
}

describe('requests from the server itself', () => {
  it('[RQ-30] are asked for only where a person says how', () => {
    expect(planned(undefined)).toEqual({ steps: [], impossible: ['collect.not-asked.access-log'] });
    expect(planned({ type: 'access-log', path: '/var/log/access.log' }).steps.map(({ step }) => step.alternative)).toEqual(['access-log']);
  });

  it.skipIf(!onPath('curl'))('[RQ-30] come by one query for RequestProcessors, with any password, which stands in nothing that is shown', async () => {
    const manager = await startManager();
    const { stdout, status, isWhole, shown } = await run({ type: 'tomcat', url: manager.url, user: 'watch' }, PASSWORD);
    expect([status, isWhole, manager.asked]).toEqual([0, true, ['/manager/jmxproxy/?qry=*:type=RequestProcessor,*']]);
    expect(stdout).toContain('currentUri: /pay');
    expect(shown).toContain('<password>');
    expect(shown).not.toContain('odd');
  });

  it.skipIf(!onPath('curl'))('[RQ-30] are not taken for whole where the manager refuses or leads elsewhere', async () => {
    const manager = await startManager();
    expect(await run({ type: 'tomcat', url: manager.url, user: 'watch' }, 'wrong')).toMatchObject({ status: 1, isWhole: false, stdout: '' });
    expect(await run({ type: 'tomcat', url: manager.url, user: null }, null)).toMatchObject({ status: 1, isWhole: false });
    const leading = await startManager(302);
    const { stdout } = await run({ type: 'tomcat', url: leading.url, user: 'watch' }, PASSWORD);
    expect([leading.asked.length, stdout.includes('elsewhere')]).toEqual([1, false]);
  });

  it('[RQ-30] come from the end of an access log, whatever its name', async () => {
    const file = path.join(await temporaryFolder(), `-it's $(id).log`);
    await writeFile(file, '10.0.0.9 - - [21/Nov/2026:12:00:30 +0000] "GET /long HTTP/1.1" 200 1 25000 25 http-nio-8080-exec-1\n');
    const { stdout, status, isWhole } = await run({ type: 'access-log', path: file }, null);
    expect([status, isWhole, stdout.includes('GET /long')]).toEqual([0, true, true]);
    expect(await run({ type: 'access-log', path: `${file}.none` }, null)).toMatchObject({ status: 1, isWhole: false });
  });
});
