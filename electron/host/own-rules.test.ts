import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';

const DUMP = `2026-11-21 12:00:10
Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):

"worker <GET|/cart/7>" #31 daemon prio=5 os_prio=0 cpu=1.00ms elapsed=9.00s tid=0x00007f0000000001 nid=0x1f runnable  [0x00007f0000001000]
   java.lang.Thread.State: RUNNABLE
\tat com.acme.Cache.load(Cache.java:3)

JNI global refs: 5, weak refs: 0
`;

async function dataFolder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), JSON.stringify(content));
  return folder;
}

describe('rules of a person’s own', () => {
  it('[ENG-41] are read from the data folder when an analysis begins', async () => {
    const folder = await dataFolder({ 'rules.json': { rules: [{ id: 'carts', title: { en: 'A cart loads.' }, threads: { request: '^/cart/' } }] }, 'url-patterns.json': { patterns: [{ pattern: String.raw`<\w+\|(?<url>/[^>]*)>` }] } });
    const host = await openTestHost({ dataFolder: folder });
    const file = path.join(await temporaryFolder(), 'dump.txt');
    await writeFile(file, DUMP);
    const { findings } = (await host.call('analysis.ofPaths', { paths: [file], kind: null, language: 'en' })) as unknown as { readonly findings: readonly { readonly rule: string; readonly title: string }[] };
    expect(findings.map(({ rule, title }) => [rule, title])).toContainEqual(['own:carts', 'A cart loads.']);
  });

  it.each(['text', 'html', 'markdown', 'csv', 'json'] as const)('[RD-19] are redacted with the captures in a %s report', async (format) => {
    const title = 'Carts of https://db7.corp.example/ load, ask ops with password=hunter2';
    const host = await openTestHost({ dataFolder: await dataFolder({ 'rules.json': { rules: [{ id: 'carts', title: { en: title }, wrongIf: { en: 'Wrong if https://db7.corp.example/ is idle.' }, threads: { name: 'cart' } }] } }) });
    const file = path.join(await temporaryFolder(), 'dump.txt');
    await writeFile(file, DUMP);
    const report = async (redact?: 'hosts'[]) => Buffer.from((await host.call('report.ofPaths', { paths: [file], format, language: 'en', ...(redact === undefined ? {} : { redact }) })).bytes).toString('utf8');
    expect(await report()).toContain('db7.corp.example');
    const redacted = await report(['hosts']);
    expect(redacted).toContain('Carts of ');
    for (const secret of ['db7.corp.example', 'hunter2']) expect(redacted).not.toContain(secret);
  });

  it('[ENG-42] are told by doctor and with each case where they cannot be used', async () => {
    const host = await openTestHost({ dataFolder: await dataFolder({ 'rules.json': { rules: [{ id: 'carts', title: 'no text' }] } }) });
    const row = (await host.call('host.doctor', {})).find(({ name }) => name === 'rules.json');
    expect(row).toMatchObject({ state: 'missing', problems: [{ key: 'own-rules.wrong-type', params: { file: 'rules.json', place: 'rules[0].title' } }] });
    const { id } = await host.call('cases.create', { name: 'x' });
    expect((await host.call('cases.view', { caseId: id })).ownRuleProblems).toHaveLength(1);
  });
});
