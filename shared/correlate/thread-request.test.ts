import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../base/ids.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { CaptureInput } from '../engine/engine.ts';
import { pageInStack } from './url-in-stack.ts';
import { urlInThreadName } from './url-in-thread-name.ts';

interface Joined { readonly thread: string; readonly contradicts: boolean; readonly request: { readonly url: string; readonly source: string; readonly confidence: string }; readonly evidence: readonly { readonly url: string; readonly source: string; readonly line: number }[] }

type Capture = string | (Pick<CaptureInput, 'takenAt' | 'clockOffsetMs'> & { readonly text: string });

function joined(...captures: readonly Capture[]): readonly Joined[] {
  const engine = createEngine();
  const ids = captures.map((capture, i) => {
    const id = `c${i}` as CaptureId;
    const { text, ...told } = typeof capture === 'string' ? { text: capture, takenAt: null } : capture;
    const ingest = engine.ingest({ id, name: id, kind: null, ...told });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  return (engine.analysis(ids, 'en') as unknown as { readonly correlations: { readonly threadRequest: readonly Joined[] } }).correlations.threadRequest;
}

function dump(...threads: readonly (readonly [name: string, id: number, ...frames: readonly string[]])[]): string {
  const blocks = threads.map(([name, id, ...frames]) => `"${name}" #${id} daemon prio=5 os_prio=0 cpu=1.00ms elapsed=9.00s tid=0x00007f0000000001 nid=0x${id.toString(16)} runnable  [0x00007f0000001000]\n   java.lang.Thread.State: RUNNABLE\n${frames.map((frame) => `\tat ${frame}\n`).join('')}\n`);
  return `2026-11-21 12:00:10\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):\n\n${blocks.join('')}JNI global refs: 5, weak refs: 0\n`;
}

const WORK = 'com.acme.Shop.checkout(Shop.java:12)';
const stuck = (thread: string, id: number, url: string): string => `Thread [${thread}] (id=[${id}]) has been active for [67,221] milliseconds (since [11/21/26, 11:59 AM]) to serve the same request for [http://h:8080${url}] and may be stuck (configured threshold for this StuckThreadDetectionValve is [60] seconds).\n`;
const access = (begin: string, thread: string, url: string, ms: number): string => `10.0.0.9 - - [21/Nov/2026:${begin} +0900] "GET ${url} HTTP/1.1" 200 1 ${ms * 1000} ${ms} ${thread}\n`;

describe('a thread and its request', () => {
  it('[CR-01] joins a stuck thread report by name and Java id, and not when the id is another’s', () => {
    expect(joined(dump(['http-nio-8080-exec-1', 31, WORK]), stuck('http-nio-8080-exec-1', 31, '/a'))).toMatchObject([{ thread: 'http-nio-8080-exec-1', request: { url: 'http://h:8080/a', source: 'stuck-thread-log', confidence: 'high' } }]);
    expect(joined(dump(['http-nio-8080-exec-1', 31, WORK]), stuck('http-nio-8080-exec-1', 99, '/a'))).toEqual([]);
  });

  it('[CR-01] takes a line of an access log only if it spans the moment of the dump, in the log’s own zone', () => {
    const threads = dump(['http-nio-8080-exec-1', 31, WORK], ['http-nio-8080-exec-2', 32, WORK]);
    const log = access('12:00:30', 'http-nio-8080-exec-1', '/long', 25_000) + access('12:00:40', 'http-nio-8080-exec-2', '/later', 12_000);
    expect(joined(threads, log).map(({ thread, request }) => [thread, request.url])).toEqual([['http-nio-8080-exec-1', '/long']]);
  });

  it('[CLOCK-05] looks for the moment of a dump among log lines by the clock of its host, as far as that is known', () => {
    const text = dump(['http-nio-8080-exec-1', 31, WORK]);
    // The host's clock is five minutes ahead: by it the dump was taken at 12:00:10 in Seoul, while here it was 11:55:10.
    const takenAt = '2026-11-21T02:55:10.000Z';
    const log = access('12:00:30', 'http-nio-8080-exec-1', '/long', 25_000);
    expect(joined({ text, takenAt, clockOffsetMs: 300_000 }, log).map(({ request }) => request.url)).toEqual(['/long']);
    expect(joined({ text, takenAt, clockOffsetMs: null }, log)).toEqual([]);
  });

  it('[CR-01] believes nobody about a worker that waits for a task', () => {
    const idle = dump(['http-nio-8080-exec-1', 31, 'java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)']);
    expect(joined(idle, stuck('http-nio-8080-exec-1', 31, '/a'))).toMatchObject([{ request: { confidence: 'low' } }]);
  });

  it('[CR-05] says when two sources name different requests for one thread, and shows both', () => {
    const [thread] = joined(dump(['http-nio-8080-exec-1', 31, WORK]), stuck('http-nio-8080-exec-1', 31, '/orders'), access('12:00:30', 'http-nio-8080-exec-1', '/carts', 25_000));
    expect(thread).toMatchObject({ contradicts: true });
    expect(thread?.evidence.map(({ source, url }) => [source, url])).toEqual([['stuck-thread-log', 'http://h:8080/orders'], ['access-log', '/carts']]);
  });

  it('[CR-01] reads URLs that filters wrote into names', () => {
    expect(urlInThreadName('Handling GET /job/core/ from 10.0.0.1 : qtp123-45')).toMatchObject({ method: 'GET', url: '/job/core/' });
    expect(urlInThreadName('ajp-nio-8009-exec-44 url:/rest/tempo/4/worklogs/ username:jdoe')).toMatchObject({ url: '/rest/tempo/4/worklogs/', user: 'jdoe' });
    expect(urlInThreadName('/login/fm2.jsp-1649702723966_###_')).toMatchObject({ url: '/login/fm2.jsp', startedAtMs: 1_649_702_723_966 });
    expect(urlInThreadName('http-nio-8080-exec-1_[started:12:00 | user:ann | uri:/orders/42]')).toMatchObject({ url: '/orders/42', user: 'ann' });
    for (const name of ['http-nio-8080-exec-3', 'process reaper (pid 1/2)', 'pool-1/thread-2', `/${'a'.repeat(1_000_000)}`]) expect(urlInThreadName(name), name.slice(0, 30)).toBe(null);
  });

  it('[CR-01] infers a page from its compiled class', () => {
    expect(pageInStack(['java.lang.Thread.sleep(Native Method)', 'org.apache.jsp.admin.slow_005fitem_002dlist_jsp._jspService(slow_005fitem_002dlist_jsp.java:12)'])).toBe('/admin/slow_item-list.jsp');
    expect(pageInStack([WORK])).toBe(null);
  });
});
