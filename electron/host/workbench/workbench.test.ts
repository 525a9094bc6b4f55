import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactId, CaptureId } from '../../../shared/base/ids.ts';
import type { HostHandlers } from '../../../shared/host-api/contract.ts';
import { dispatch } from '../../../shared/host-api/dispatch.ts';
import { EMBEDDED_CASE_ID, type EmbeddedCase } from '../../../shared/host-api/embedded/embedded-case.ts';
import { createReadOnlyHost } from '../../../shared/host-api/embedded/read-only-host.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';
import { workbenchParts, WORKBENCH_TEMPLATE } from '../testing/report-text.ts';
import { viewWhenRead } from '../testing/view-when-read.ts';

const DUMP = path.resolve(import.meta.dirname, '../../../shared/artifacts/thread-dump/fixtures/temurin25--lock-deadlock-jcmd.txt');

interface Opened {
  readonly embedded: EmbeddedCase;
  readonly evidence: ReadonlyMap<CaptureId, Buffer>;
  readonly handlers: HostHandlers;
}

/** What a page does with its file. */
function open(file: Uint8Array): Opened {
  const parts = workbenchParts(file);
  const embedded = JSON.parse(String(parts.get('case'))) as EmbeddedCase;
  const evidence = new Map(embedded.captures.map(({ capture }) => [capture.id, parts.get(capture.id) ?? Buffer.alloc(0)]));
  return { embedded, evidence, handlers: createReadOnlyHost(embedded, async (capture) => evidence.get(capture) ?? Buffer.alloc(0)) };
}

async function testHost(): Promise<Host> {
  return openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
}

async function sample(host: Host): Promise<{ readonly view: CaseView; readonly opened: Opened }> {
  const { id } = await host.call('cases.openSample', {});
  const view = await viewWhenRead(host, id);
  const { bytes } = await host.call('report.ofCase', { caseId: id, format: 'workbench', language: 'en' });
  return { view, opened: open(bytes) };
}

/** An artifact of the case by the id it has in the file. */
function renamed(view: CaseView, artifact: ArtifactId): ArtifactId {
  const dot = artifact.lastIndexOf('.');
  return `c${view.captures.findIndex(({ id }) => id === artifact.slice(0, dot)) + 1}${artifact.slice(dot)}` as ArtifactId;
}

describe('workbench file', () => {
  it('[WB-02] answers as the host does: findings, tables, totals, trees, cards, trends, raw lines and search', async () => {
    const host = await testHost();
    const { view, opened } = await sample(host);
    const shown = (await dispatch(opened.handlers, 'cases.view', { caseId: EMBEDDED_CASE_ID })) as CaseView;
    expect(shown.findings.map(({ title, details }) => ({ title, details }))).toEqual(view.findings.map(({ title, details }) => ({ title, details })));
    expect(shown.artifacts).toHaveLength(view.artifacts.length);
    const both = async (name: string, input: (artifact: (id: ArtifactId) => ArtifactId, caseId: string) => object): Promise<readonly [unknown, unknown]> => [
      await dispatch(host.handlers, name, input((id) => id, view.entry.id)),
      await dispatch(opened.handlers, name, input((id) => renamed(view, id), EMBEDDED_CASE_ID)),
    ];
    const query = { sort: [], filters: [], search: 'exec' };
    for (const { id, tables, trees } of view.artifacts) {
      for (const { view: table } of tables) {
        const [here, there] = await both('table.window', (artifact, caseId) => ({ caseId, ref: { view: table, artifacts: [artifact(id)] }, query, from: 0, count: 500 }));
        expect(there, table).toEqual(here);
        const [sum, sumThere] = await both('table.totals', (artifact, caseId) => ({ caseId, ref: { view: table, artifacts: [artifact(id)] }, query, ranges: [{ first: 0, last: 9 }] }));
        expect(sumThere, table).toEqual(sum);
        const [card, cardThere] = await both('row.inspect', (artifact, caseId) => ({ caseId, artifact: artifact(id), view: table, row: 0 }));
        const text = (value: unknown): string => JSON.stringify(value).replaceAll(id, renamed(view, id));
        expect(text(cardThere)).toBe(text(card));
      }
      for (const { view: tree } of trees) {
        const [here, there] = await both('tree.view', (artifact, caseId) => ({ caseId, artifact: artifact(id), view: tree }));
        expect(there, tree).toEqual(here);
      }
    }
    const [raw, rawThere] = await Promise.all([
      host.call('raw.lines', { caseId: view.entry.id, captureId: view.captures[0]?.id ?? '', from: 300, count: 40 }),
      dispatch(opened.handlers, 'raw.lines', { caseId: EMBEDDED_CASE_ID, captureId: 'c1', from: 300, count: 40 }),
    ]);
    expect(rawThere).toEqual(raw);
    const [found, foundThere] = await both('evidence.search', (_, caseId) => ({ caseId, text: 'WarehouseClient', limit: 50 })) as readonly { captures: { total: number; hits: unknown }[] }[];
    expect(foundThere?.captures.map(({ total, hits }) => ({ total, hits }))).toEqual(found?.captures.map(({ total, hits }) => ({ total, hits })));
    expect(found?.captures.length).toBe(6);
    const histograms = view.artifacts.filter(({ kind }) => kind === 'heap-histogram').map(({ id }) => id);
    const [trend, trendThere] = await both('series.trend', (artifact, caseId) => ({ caseId, artifacts: histograms.map(artifact), measure: { type: 'total', view: 'classes', column: 'shallow-bytes', filters: [], search: '' }, limit: null }));
    const points = (value: unknown): unknown => (value as { readonly points: readonly { readonly value: number | null }[] }).points.map((point) => point.value);
    expect(points(trendThere)).toEqual(points(trend));
    expect(points(trend)).toHaveLength(3);
  });

  it('[WB-03] holds every byte of the evidence, its provenance, notes, marks and how it is read', async () => {
    const host = await testHost();
    const { id: caseId } = await host.call('cases.create', { name: 'Checkout <stalls>' });
    const log = path.join(await temporaryFolder(), 'app.log');
    const raw = Buffer.concat([Buffer.from((await readFile(DUMP, 'utf8')).split('\n').map((line) => `2026-11-21T10:00:00Z ${line}`).join('\n')), Buffer.from([0xff, 0x00, 0x0d])]);
    await writeFile(log, raw);
    const [captureId = '' as CaptureId] = await host.call('cases.importPath', { caseId, path: log });
    await host.call('cases.readAs', { caseId, captureId, repair: false });
    await host.call('cases.setNotes', { caseId, notes: 'seen at 10:00' });
    await host.call('cases.setRowMark', { caseId, mark: { artifacts: [`${captureId}.0`], view: 'threads', row: 1, line: 2, label: 'worker', bookmarked: true, note: 'this one' } });
    const { bytes: redacted } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'ko', redact: [] });
    expect(open(redacted).embedded).toMatchObject({ isRedacted: true, notes: 'seen at 10:00', marks: [{ artifacts: ['c1.0'], row: 1, note: 'this one' }], captures: [{ isReadAsIs: true }] });
    const { bytes, fileName } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'ko' });
    const { embedded, evidence } = open(bytes);
    expect(fileName).toBe('Checkout-stalls.workbench.html');
    expect(evidence.get('c1' as CaptureId)?.equals(raw)).toBe(true);
    expect(embedded).toMatchObject({ name: 'Checkout <stalls>', notes: 'seen at 10:00', isRedacted: false, marks: [{ artifacts: ['c1.0'], row: 1, note: 'this one' }], captures: [{ capture: { name: 'app.log', transport: 'imported-file' }, isReadAsIs: true }] });
    expect(Buffer.from(bytes).toString('utf8')).toContain('<title>Checkout &lt;stalls&gt;</title>');
    expect(Buffer.from(bytes).toString('utf8')).toContain('<html lang="ko" data-language="ko">');
  });

  it('[WB-03] holds only the captures that were chosen, and marks on no other', async () => {
    const host = await testHost();
    const { id: caseId } = await host.call('cases.openSample', {});
    const { captures } = await viewWhenRead(host, caseId);
    const dumps = captures.filter(({ kind }) => kind === 'thread-dump').map(({ id }) => id);
    for (const redact of [undefined, []]) {
      const { bytes } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'en', captures: dumps.slice(1), redact });
      expect(open(bytes).embedded.captures.map(({ capture }) => capture.name)).toEqual(['thread-dump 2', 'thread-dump 3']);
      const { bytes: html } = await host.call('report.ofCase', { caseId, format: 'html', language: 'en', captures: dumps.slice(1), redact });
      expect(Buffer.from(html).toString('utf8')).not.toMatch(/thread-dump 1|heap-histogram/);
    }
  });

  it('[WB-04] refuses what would change or capture', async () => {
    const { opened } = await sample(await testHost());
    for (const [name, input] of [['cases.setNotes', { caseId: 'x', notes: '' }], ['targets.list', {}], ['cases.delete', { caseId: EMBEDDED_CASE_ID }]] as const) {
      expect((await hostErrorOf(dispatch(opened.handlers, name, input))).message.key).toBe('error.read-only-file');
    }
  });

  it('[WB-05] keeps names and notes from ending the block they stand in', async () => {
    const host = await testHost();
    const { id: caseId } = await host.call('cases.create', { name: '</title><script>alert(1)</script>%evidence%' });
    await host.call('cases.importPath', { caseId, path: DUMP });
    await host.call('cases.setNotes', { caseId, notes: '</script><script>alert(2)</script><!--' });
    const { bytes } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'en' });
    const html = Buffer.from(bytes).toString('utf8');
    expect(html).not.toMatch(/alert\(\d\)<|<!--/);
    expect(html.match(/data-part="case"/g)).toHaveLength(1);
    expect(open(bytes).embedded.notes).toContain('</script>');
  });

  it('[WB-06] keeps within 6 MB and 1.2 times the compressed evidence, and refuses more than a page can hold', async () => {
    const host = await testHost();
    const { bytes } = await host.call('report.ofPaths', { paths: [DUMP], format: 'workbench', language: 'en' });
    const built = await readFile(path.resolve(import.meta.dirname, '../../../dist/workbench.html')).catch(() => Buffer.alloc(0));
    expect(built.length + bytes.length).toBeLessThan(6_000_000);
    // What base64 adds to 24 MB fits beside the page.
    expect(built.length + (4 / 3) * 24 * 1024 * 1024).toBeLessThan(6_000_000 + 1.2 * 24 * 1024 * 1024);
    const noise = path.join(await temporaryFolder(), 'noise.bin');
    await writeFile(noise, randomBytes(25 * 1024 * 1024));
    const { message, next } = await hostErrorOf(host.call('report.ofPaths', { paths: [noise], format: 'workbench', language: 'en' }));
    expect([message.key, next?.key]).toEqual(['error.workbench-too-large', 'next.fewer-captures']);
  });

  it('[WB-10] finds what the window finds by rules and URL patterns of one’s own, and takes no other rule along', async () => {
    const dataFolder = await temporaryFolder();
    await mkdir(dataFolder, { recursive: true });
    const rule = (id: string, threads: object): object => ({ id, title: { en: `The rule ${id}.` }, threads });
    const rules = [rule('carts', { request: '^/cart/' }), rule('silent', { frame: '^no\\.such\\.Frame' }), rule('by-address', { frame: String.raw`^com\.acme\.Cache\.|^10\.3\.7\.2` })];
    await writeFile(path.join(dataFolder, 'rules.json'), JSON.stringify({ rules }));
    await writeFile(path.join(dataFolder, 'url-patterns.json'), JSON.stringify({ patterns: [{ pattern: String.raw`<\w+\|(?<url>/[^>]*)>` }] }));
    const host = await openTestHost({ dataFolder, workbenchTemplate: WORKBENCH_TEMPLATE });
    const dump = path.join(await temporaryFolder(), 'dump.txt');
    await writeFile(dump, ['2026-11-21 12:00:10', 'Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):', '', '"worker <GET|/cart/7>" #31 daemon prio=5 os_prio=0 cpu=1.00ms elapsed=9.00s tid=0x00007f0000000001 nid=0x1f runnable  [0x00007f0000001000]', '   java.lang.Thread.State: RUNNABLE', '\tat com.acme.Cache.load(Cache.java:3)', '', 'JNI global refs: 5, weak refs: 0', ''].join('\n'));
    const { id: caseId } = await host.call('cases.create', { name: 'x' });
    await host.call('cases.importPath', { caseId, path: dump });
    const { findings } = await viewWhenRead(host, caseId);
    const told = (all: CaseView['findings']): readonly unknown[] => all.map((finding) => [finding.rule, finding.title, finding.details, finding.evidence.length]);
    expect(findings.map(({ rule: id }) => id)).toEqual(expect.arrayContaining(['own:carts', 'own:by-address']));
    const { bytes } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'en' });
    const whole = open(bytes);
    const view = (await dispatch(whole.handlers, 'cases.view', { caseId: EMBEDDED_CASE_ID })) as CaseView;
    expect(told(view.findings)).toEqual(told(findings));
    expect([view.ownRuleProblems, whole.embedded.ownRules?.rules]).toEqual([[], expect.not.stringContaining('silent')]);
    // What redaction hides does not leave within a rule.
    const hidden = open((await host.call('report.ofCase', { caseId, format: 'workbench', language: 'en', redact: ['ips'] })).bytes);
    expect(JSON.stringify(hidden.embedded.ownRules)).not.toMatch(/by-address|3\W+7\W+2/);
    expect(((await dispatch(hidden.handlers, 'cases.view', { caseId: EMBEDDED_CASE_ID })) as CaseView).findings.map(({ rule: id }) => id)).toContain('own:carts');
    // A file is not to be trusted: the same reader refuses what it refuses everywhere.
    const tampered = createReadOnlyHost({ ...whole.embedded, ownRules: { urlPatterns: '{"patterns":[{"pattern":"(a)\\\\1"}]}', rules: '{"rules":[{"id":"x"}]}' } }, async (capture) => whole.evidence.get(capture) ?? Buffer.alloc(0));
    expect(((await dispatch(tampered, 'cases.view', { caseId: EMBEDDED_CASE_ID })) as CaseView).ownRuleProblems.map(({ key }) => key)).toHaveLength(2);
  });

  it('[WB-07] says when an installation has no workbench to fill', async () => {
    const host = await openTestHost({ workbenchTemplate: path.join(await temporaryFolder(), 'none.html') });
    expect((await hostErrorOf(host.call('report.ofPaths', { paths: [DUMP], format: 'workbench', language: 'en' }))).message.key).toBe('error.workbench-not-built');
  });

  it('[WB-08] tells no name of a file by an id', async () => {
    const host = await testHost();
    const secretly = path.join(await temporaryFolder(), 'merger-with-acme.txt');
    await writeFile(secretly, await readFile(DUMP));
    const { id: caseId } = await host.call('cases.create', { name: 'x' });
    await host.call('cases.importPath', { caseId, path: secretly });
    const { bytes } = await host.call('report.ofCase', { caseId, format: 'workbench', language: 'en' });
    const { capture } = open(bytes).embedded.captures[0] ?? {};
    expect([capture?.id, capture?.derivedFrom]).toEqual(['c1', null]);
    expect(JSON.stringify({ ...capture, name: '' })).not.toContain('merger');
  });
});
