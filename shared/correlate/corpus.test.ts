import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine/create-engine.ts';
import type { CaptureId } from '../base/ids.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/corpus/tomcat10-jdk17');

interface Request { readonly url: string; readonly method: string | null; readonly durationMs: number | null; readonly source: string; readonly confidence: string }
interface Thread { readonly name: string; readonly nid: number; readonly request: Request | null }
interface Analysis {
  readonly findings: readonly { readonly rule: string; readonly title: string; readonly details: readonly string[]; readonly evidence: readonly { readonly artifact: string }[] }[];
  readonly artifacts: readonly { readonly kind: string; readonly data: { readonly threads?: readonly Thread[] } }[];
  readonly correlations: {
    readonly threadCpu: readonly { readonly thread: string; readonly nid: number; readonly cpuPercent: number | null; readonly confidence: string }[];
    readonly socketOwner: readonly { readonly line: number; readonly pid: number; readonly fd: string; readonly confidence: string }[];
    readonly threadRequest: readonly { readonly thread: string; readonly contradicts: boolean; readonly request: Request }[];
  };
}

function analyze(...files: readonly string[]): Analysis {
  const engine = createEngine();
  const ids = files.map((file) => {
    const id = file as CaptureId;
    const ingest = engine.ingest({ id, name: file, kind: null, takenAt: null });
    ingest.push(readFileSync(path.join(FOLDER, file)));
    ingest.finish();
    return id;
  });
  return engine.analysis(ids, 'en') as unknown as Analysis;
}

function truth(): readonly { readonly thread: string; readonly nid: number; readonly url: string; readonly ms: number; readonly role: string }[] {
  return readFileSync(path.join(FOLDER, 'ground-truth-t0.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => {
    const [thread = '', , nid = '', uri = '', query = '', , ms = '', , role = ''] = line.split('\t');
    return { thread, nid: Number(nid), url: query === '' || query === 'null' ? uri : `${uri}?${query}`, ms: Number(ms), role };
  });
}

const DUMP = 't0-jcmd-Thread.print-l.txt';

describe.skipIf(!existsSync(FOLDER))('one loaded Tomcat, its captures joined', () => {
  it('[CR-01] matches every request in flight to its thread by jmxproxy and dump', () => {
    const { artifacts } = analyze(DUMP, 't0-jmxproxy-RequestProcessor.txt');
    const threads = new Map(artifacts.flatMap(({ data }) => data.threads ?? []).map((thread) => [thread.name, thread]));
    const shop = truth().filter(({ url }) => url.startsWith('/shop/'));
    expect(shop).toHaveLength(28);
    for (const { thread, nid, url, ms } of shop) expect(threads.get(thread), thread).toMatchObject({ nid, request: { url, durationMs: ms, source: 'tomcat-request-processor', confidence: 'high' } });
  });

  it('[CR-06] names in the finding about the monitor the requests that wait for it', () => {
    const { findings } = analyze(DUMP, 't0-jmxproxy-RequestProcessor.txt');
    const convoy = findings.find(({ rule }) => rule === 'convoy-behind-backend');
    expect(convoy?.title).toContain('InventoryLedger');
    expect(convoy?.details[0]).toBe('The threads concerned serve 15 × /shop/checkout, the longest for 8.1 s.');
  });

  it('[CR-01] without jmxproxy tells less, and nothing wrong with high confidence', () => {
    const { correlations } = analyze(DUMP, 'access_log.txt', 't0-manager-status.xml');
    const right = new Map(truth().map(({ thread, url }) => [thread, url]));
    const sure = correlations.threadRequest.filter(({ request }) => request.confidence === 'high');
    for (const { thread, request } of sure) if (right.has(thread)) expect(request.url, thread).toBe(right.get(thread));
    // Lines of the access log are written at the end: those of requests that ended later overlap the dump.
    expect(sure.length).toBeGreaterThan(20);
    for (const { request } of correlations.threadRequest.filter(({ request }) => request.source === 'stack')) expect(request.confidence).toBe('low');
  });

  it('[CR-02] finds the CPU of each thread by number, the burners first', () => {
    const { correlations } = analyze(DUMP, 't0-top-H-b-n1-p.txt');
    const burners = truth().filter(({ role }) => /CPU/i.test(role)).map(({ thread }) => thread);
    const ranked = correlations.threadCpu.filter(({ thread }) => thread.includes('exec-')).toSorted((a, b) => (b.cpuPercent ?? 0) - (a.cpuPercent ?? 0));
    expect(ranked.slice(0, burners.length).map(({ thread }) => thread).toSorted()).toEqual(burners.toSorted());
    expect(correlations.threadCpu.filter(({ confidence }) => confidence === 'low')).toEqual([]);
  });

  it('[CR-03] finds the descriptor of each of the process’s sockets', () => {
    const { correlations } = analyze('t0-ss-tanpoie.tomcat-only.txt', 't0-lsof-nP-p.txt');
    expect(correlations.socketOwner.length).toBeGreaterThan(20);
    expect(correlations.socketOwner.every(({ pid, confidence }) => pid === 10223 && confidence === 'high')).toBe(true);
  });

  const SNAPSHOT = [DUMP, 't0-jmxproxy-RequestProcessor.txt', 't0-top-H-b-n1-p.txt', 't0-ss-tanpoie.tomcat-only.txt', 't0-lsof-nP-p.txt'];

  it('[CR-10] says first that 14 requests wait for a lock whose owner reads from 127.0.0.1:19090', () => {
    const [first, ...others] = analyze(...SNAPSHOT).findings;
    expect(first?.title).toBe('14 requests to /shop/checkout wait for `com.example.shop.InventoryLedger` 0x00000000f09b30b0; its owner `http-nio-127.0.0.1-18080-exec-1` reads from 127.0.0.1:19090 (its request runs for 8.1 s, 0 % CPU).');
    // Dump, requests, CPU and sockets all stand as evidence, and what it explains stands below it.
    expect(new Set(first?.evidence.map(({ artifact }) => artifact)).size).toBe(4);
    expect(others.filter(({ rule, title }) => rule === 'contended-monitor' || title.includes('/shop/checkout'))).toEqual([]);
  });

  it('[CR-04] says the same where two tools listed threads, sockets and files at one moment', () => {
    const both = analyze(...SNAPSHOT, 't0-ps-L-p-wchan.txt', 't0-netstat-anp.tomcat-only.txt', 't0-proc-fd.txt').findings;
    expect(both.slice(0, 2).map(({ title }) => title)).toEqual(analyze(...SNAPSHOT).findings.slice(0, 2).map(({ title }) => title));
  });

  it('[CR-11] finds the pool exhausted, with its four probable holders and connections', () => {
    const pool = analyze(...SNAPSHOT).findings[1];
    expect(pool?.title).toBe(`3 threads (/shop/report) wait for a pooled connection; connections established to 127.0.0.1:15432: 4, probable holders: 4 (${[16, 17, 18, 19].map((n) => `http-nio-127.0.0.1-18080-exec-${n}`).join(', ')}).`);
    expect(truth().filter(({ role }) => role.startsWith('JDBC socket read')).map(({ thread }) => thread.replace(/.*-/, ''))).toEqual(['16', '17', '18', '19']);
  });

  it('[CR-14] names the CPU burners, what they run and for which request, before all else about CPU', () => {
    const cpu = analyze(...SNAPSHOT).findings.filter(({ rule }) => /hot|cpu|busy/.test(rule));
    expect(cpu.map(({ rule }) => rule)).toEqual(['hot-thread-at-work']);
    expect(cpu[0]?.title).toMatch(/^2 threads \(\/shop\/digest\) use 87\.5 % .* com\.example\.shop\.DigestServlet\.doGet/);
    expect(cpu[0]?.details[0]).toContain('2 × /shop/digest');
  });

  it('[CR-20] names the slow client by its unsent bytes', () => {
    expect(analyze(...SNAPSHOT).findings.find(({ rule }) => rule === 'slow-client')?.title).toBe('`http-nio-127.0.0.1-18080-exec-24` (/shop/export) waits until a client reads its response: 3.5 MB lie unsent for 127.0.0.1:50146 (Send-Q).');
  });

  it('[CR-07] names no backend where the listing does not say what listens there', () => {
    const { findings } = analyze(DUMP, 't0-jmxproxy-RequestProcessor.txt', 't0-lsof-nP-p.txt');
    expect(findings[0]).toMatchObject({ rule: 'convoy-behind-backend' });
    expect(findings[0]?.title).toContain('waits for a backend in com.example.shop.PricingClient.quote');
  });
});
