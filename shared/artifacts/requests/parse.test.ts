import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsContract } from './contract.ts';
import { RequestParser } from './parse.ts';
import { readStuckThread } from './read-stuck-thread.ts';

function read(text: string, chunk = 1 << 20) {
  const parser = new RequestParser();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunk) parser.push(bytes.subarray(at, at + chunk));
  return parser.finish();
}

const rowsOf = (text: string) => read(text).flatMap(({ model }) => requestsContract(model)['requests'] as readonly Record<string, unknown>[]);

describe('stuck thread reports', () => {
  it('[RQ-03] reads the valve of Tomcat 7 and of Tomcat 10, with numbers of any locale', () => {
    const seven = 'WARNING: Thread "http-bio-8080-exec-1" (id=22) has been active for 10,152 milliseconds (since 10/13/11 1:47 AM) to serve the same request for http://localhost:8080/slow and may be stuck (configured threshold for this StuckThreadDetectionValve is 10 seconds).';
    const ten = 'Thread [http-nio-8090-exec-9] (id=[192]) has been active for [67.221] milliseconds (since [21.11.26, 12:00]) to serve the same request for [http://h:8090/orders?id=1] and may be stuck (configured threshold for this StuckThreadDetectionValve is [60] seconds).';
    expect(rowsOf(`${seven}\n${ten}\n`)).toMatchObject([
      { thread: 'http-bio-8080-exec-1', javaId: 22, durationMs: 10_152, url: 'http://localhost:8080/slow', progress: 'in-flight', line: 1 },
      { thread: 'http-nio-8090-exec-9', javaId: 192, durationMs: 67_221, url: 'http://h:8090/orders?id=1', line: 2 },
    ]);
  });

  it('[RQ-03] reads WebLogic, whose request may stand on the next line', () => {
    const text = `<BEA-000337> <[STUCK] ExecuteThread: '3' for queue: 'weblogic.kernel.Default (self-tuning)' has been busy for "623" seconds working on the request "weblogic.servlet.internal.ServletRequestImpl@7aed1d[\nPOST /bank/transfer HTTP/1.1\nAccept: */*\n`;
    expect(rowsOf(text)).toMatchObject([{ thread: "ExecuteThread: '3' for queue: 'weblogic.kernel.Default (self-tuning)'", method: 'POST', url: '/bank/transfer', durationMs: 623_000 }]);
  });

  it('[RQ-03] reads WebSphere by name and Liberty by hexadecimal Java id', () => {
    expect(readStuckThread('WSVR0605W: Thread "WebContainer : 1" (0000002a) has been active for 612345 milliseconds and may be hung.')).toMatchObject({ thread: 'WebContainer : 1', durationMs: 612_345, url: null });
    expect(readStuckThread('TRAS0112W: Request AAA7WlpP7l7_AAAAAAAAAAA has been running on thread 00000021 for at least 10001.5ms. The following')).toMatchObject({ thread: null, javaId: 0x21, durationMs: 10_002 });
  });
});

describe('access logs', () => {
  const line = (time: string, rest: string): string => `10.0.0.9 - alice [21/Nov/2026:${time} +0900] "GET /a/b?c=1 HTTP/1.1" 200 12 ${rest}`;

  it('[RQ-04] finds the thread among quoted and numeric fields, spaces in its name included', () => {
    expect(rowsOf(`${line('12:00:00', '"-" "curl/8 (x 1)" 1500 default task-7')}\n`)).toMatchObject([{ thread: 'default task-7', url: '/a/b?c=1', method: 'GET', status: 200, durationMs: 1500 }]);
  });

  it('[RQ-05] tells microseconds by a second column, by an impossible beginning, and seconds by a fraction', () => {
    expect(rowsOf(`${line('12:00:00', '95371110 95371 http-nio-8080-exec-2 -')}\n${line('12:00:01', '3682 3 http-nio-8080-exec-4 -')}\n`).map(({ durationMs }) => durationMs)).toEqual([95_371.11, 3.682]);
    expect(rowsOf(`${line('12:00:00', '14000000')}\n`)).toMatchObject([{ durationMs: 14_000, startedAt: '2026-11-21T02:59:46.000Z' }]);
    expect(rowsOf(`${line('12:00:00', '1.250')}\n`)).toMatchObject([{ durationMs: 1250 }]);
  });

  it('[RQ-05] says so when the unit is assumed', () => {
    expect(read(`${line('12:00:00', '15')}\n`)[0]?.diagnostics.map(({ code }) => code)).toEqual(['RQ-UNIT-ASSUMED']);
  });
});

describe('other sources', () => {
  it('[RQ-01] takes no URI and no time from a worker that serves nothing', () => {
    const idle = 'Name: Catalina:type=RequestProcessor,worker="http-nio-8080",name=HttpRequest7\nworkerThreadName: http-nio-8080-exec-7\ncurrentUri: /old\nrequestProcessingTime: 999\nstage: 7\n\n';
    expect(rowsOf(idle)).toMatchObject([{ thread: 'http-nio-8080-exec-7', url: null, durationMs: null, stage: 'ended', progress: 'idle' }]);
  });

  it('[RQ-02] reads several workers of one line', () => {
    const xml = '<status><workers><worker stage="S" requestProcessingTime="7878" remoteAddr="10.0.0.1" method="GET" currentUri="/a&amp;b" currentQueryString="q=1" /><worker stage="R" requestProcessingTime="0" remoteAddr="?" method="?" currentUri="?" /></workers></status>';
    expect(rowsOf(xml)).toMatchObject([{ url: '/a&b?q=1', durationMs: 7878, stage: 'service' }, { url: null, progress: 'idle' }]);
  });

  it('[RQ-06] takes from an application log what names a thread and a path, and nothing else', () => {
    const log = '2026-11-21 12:00:00,123 INFO [http-nio-8080-exec-3] c.a.Shop - POST /shop/checkout started\n2026-11-21 12:00:00,124 INFO [main] c.a.Shop - read /etc/shop.conf\n2026-11-21T12:00:01Z [default task-1] uri=/orders/42 user=bob\nplain\n';
    expect(rowsOf(log)).toMatchObject([{ thread: 'http-nio-8080-exec-3', method: 'POST', url: '/shop/checkout' }, { thread: 'default task-1', url: '/orders/42' }]);
  });

  it('[RQ-07] gives one artifact for each source, whatever the cuts', () => {
    const text = 'Thread [a-exec-1] (id=[1]) has been active for [5] milliseconds (since [x]) to serve the same request for [/a] and may be stuck\n1.1.1.1 - - [21/Nov/2026:12:00:00 +0000] "GET /b HTTP/1.1" 200 1 15 exec-2\n';
    const whole = read(text);
    expect(whole.map(({ model }) => model.source)).toEqual(['stuck-thread-log', 'access-log']);
    fc.assert(fc.property(fc.integer({ min: 1, max: 90 }), (chunk) => {
      expect(read(text, chunk)).toEqual(whole);
    }), { numRuns: 40 });
  });

  it('[RQ-07] reads hostile lines in linear time and without throwing', () => {
    for (const text of ['<worker '.repeat(30_000), `1.1.1.1 - - [${'['.repeat(100_000)}`, `2026-11-21 12:00:00 [${'x'.repeat(200_000)}`, '"'.repeat(200_000), `<tr><td><strong>S</strong></td>${'<td>'.repeat(50_000)}`]) {
      const began = performance.now();
      read(`${text}\n`);
      expect(performance.now() - began).toBeLessThan(3000);
    }
  });
});
