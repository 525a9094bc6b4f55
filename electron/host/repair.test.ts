import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/base/json.ts';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';
import { viewWhenRead } from './testing/view-when-read.ts';

const FIXTURE = path.resolve(import.meta.dirname, '../../shared/artifacts/thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt');

/** A dump as a container's log holds it. */
async function dockerLog(): Promise<string> {
  const file = path.join(await temporaryFolder(), 'container-json.log');
  const lines = readFileSync(FIXTURE, 'utf8').split('\n').slice(0, -1);
  await writeFile(file, lines.map((line) => `${JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-21T12:09:49.123456789Z' })}\n`).join(''));
  return file;
}

function threadsIn(analysis: JsonObject): number {
  const artifacts = analysis['artifacts'] as readonly { readonly data: { readonly threadCount: number } }[];
  return artifacts[0]?.data.threadCount ?? 0;
}

describe('repair before reading', () => {
  it('[ENV-07] is told with the input, and left out when asked', async () => {
    const host = await openTestHost();
    const paths = [await dockerLog()];
    const ask = (repair?: boolean): Promise<JsonObject> => host.call('analysis.ofPaths', { paths, kind: null, repair, language: 'en' });
    const plain = await host.call('analysis.ofPaths', { paths: [FIXTURE], kind: null, language: 'en' });
    const repaired = await ask();
    expect(repaired['inputs']).toMatchObject([{ repairs: [{ kind: 'docker-json', example: { line: 1 } }], problem: null }]);
    expect(plain['inputs']).toMatchObject([{ repairs: [] }]);
    expect(threadsIn(repaired)).toBe(threadsIn(plain));
    const asIs = await ask(false);
    expect(asIs['inputs']).toMatchObject([{ repairs: [] }]);
    expect(threadsIn(asIs)).toBe(0);
  });

  it('[ENV-07] can be undone for a capture of a case, which the case remembers', async () => {
    const host = await openTestHost();
    const { id: caseId } = await host.call('cases.create', { name: 'log' });
    const [captureId = ''] = await host.call('cases.importPath', { caseId, path: await dockerLog() });
    const before = await viewWhenRead(host, caseId);
    expect(before.readings).toMatchObject([{ isRepaired: true, repairs: [{ kind: 'docker-json' }] }]);
    expect(before.artifacts).toHaveLength(1);
    await host.call('cases.readAs', { caseId, captureId, repair: false });
    const asIs = await viewWhenRead(host, caseId);
    expect(asIs.readings).toMatchObject([{ isRepaired: false, repairs: [] }]);
    expect(JSON.parse(readFileSync(path.join(asIs.entry.path, 'case.json'), 'utf8'))).toMatchObject({ readAsIs: [captureId] });
    expect(await host.call('analysis.ofPaths', { paths: [asIs.entry.path], kind: null, language: 'en' })).toMatchObject({ inputs: [{ repairs: [] }], artifacts: [] });
    await host.call('cases.readAs', { caseId, captureId, repair: true });
    expect((await viewWhenRead(host, caseId)).artifacts).toEqual(before.artifacts);
    await expect(host.call('cases.readAs', { caseId, captureId: 'none', repair: true })).rejects.toMatchObject({ data: { code: 'not-found' } });
  });
});
