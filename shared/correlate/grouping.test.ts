import { describe, expect, it } from 'vitest';
import { pathOf } from '../artifacts/call-tree.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { dumpText, IDLE, OWNS_AND_QUERIES, stuckText, WAITS_FOR_LEDGER, type ThreadText } from './rules/testing/incident-texts.ts';

const DUMP = 'dump.1' as ArtifactId;
const worker = (n: number, stack: Omit<ThreadText, 'name' | 'id'>): ThreadText => ({ name: `http-nio-8080-exec-${n}`, id: 100 + n, ...stack });
const serves = (n: number, url: string): string => stuckText(`http-nio-8080-exec-${n}`, 100 + n, url, 9000);

/** One owner, three waiters, one at rest; of the last waiter no request is known. */
function incident(): Engine {
  const engine = createEngine();
  const texts = { dump: dumpText('12:00:10', [worker(1, OWNS_AND_QUERIES), worker(2, WAITS_FOR_LEDGER), worker(3, WAITS_FOR_LEDGER), worker(4, WAITS_FOR_LEDGER), worker(5, IDLE)]), log: serves(1, '/pay?id=1') + serves(2, '/pay?id=2') + serves(3, '/cart') };
  for (const [id, text] of Object.entries(texts)) {
    const ingest = engine.ingest({ id: id as CaptureId, name: id, kind: null, takenAt: '2026-11-21T12:00:10Z' });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
  }
  return engine;
}

describe('threads, locks and calls by request', () => {
  it('[CR-44] groups threads by the path of their request, whatever its query', () => {
    const { columns } = incident().tableShape({ view: 'threads', artifacts: [DUMP] });
    expect(columns.find(({ id }) => id === 'requestPath')).toMatchObject({ hiddenAtFirst: true });
    const query = { sort: [], filters: [], search: '' };
    const { rows } = incident().tableWindow({ view: 'threads', artifacts: [DUMP], group: { by: ['requestPath'], filters: [], search: '' } }, query, 0, 10);
    expect(JSON.stringify(rows)).toContain('"/pay"');
    expect(rows).toHaveLength(3);
  });

  it('[CR-05] shows both requests of a thread whose sources contradict each other, and groups it under neither', () => {
    const engine = createEngine();
    const texts = { dump: dumpText('12:00:10', [worker(1, OWNS_AND_QUERIES)]), log: serves(1, '/pay'), access: '10.0.0.9 - - [21/Nov/2026:12:00:30 +0000] "GET /cart HTTP/1.1" 200 1 25000000 25000 http-nio-8080-exec-1\n' };
    for (const [id, text] of Object.entries(texts)) {
      const ingest = engine.ingest({ id: id as CaptureId, name: id, kind: null, takenAt: '2026-11-21T12:00:10Z' });
      ingest.push(new TextEncoder().encode(text));
      ingest.finish();
    }
    const ref = { view: 'threads', artifacts: [DUMP] };
    const { columns } = engine.tableShape(ref);
    const { rows } = engine.tableWindow(ref, { sort: [], filters: [], search: '' }, 0, 1);
    const cell = (id: string): unknown => rows[0]?.cells[columns.findIndex((column) => column.id === id)];
    expect([cell('requestUrl'), cell('requestPath'), cell('requestConfidence')]).toEqual(['http://h:8080/pay ≠ /cart', null, 'contradicted']);
  });

  it('[CR-44] says for each lock which requests wait and which its owner serves', () => {
    const { rows } = incident().tableWindow({ view: 'locks', artifacts: [DUMP] }, { sort: [], filters: [{ op: 'contains', column: 'waitingRequests', text: '/cart, /pay' }], search: '' }, 0, 10);
    expect(rows).toHaveLength(1);
    const one = createEngine();
    const ingest = one.ingest({ id: 'dump' as CaptureId, name: 'dump', kind: null, takenAt: null });
    ingest.push(new TextEncoder().encode(dumpText('12:00:10', [worker(1, OWNS_AND_QUERIES), worker(2, WAITS_FOR_LEDGER)])));
    ingest.finish();
    expect(one.tableShape({ view: 'locks', artifacts: [DUMP] }).columns.map(({ id }) => id)).not.toContain('waitingRequests');
  });

  it('[CR-44] puts merged stacks below the paths of their requests when asked, and those of none beside them', () => {
    const question = { pool: null, thread: null, busyOnly: true, maxNodes: 0 };
    const tree = incident().calls([DUMP], { ...question, byRequest: true });
    const outermost = new Map(tree.frame.flatMap((frame, node) => (tree.parent[node] === 0 && node > 0 ? [[tree.frames[frame]?.name, [tree.frames[frame]?.origin, tree.total[node]]] as const] : [])));
    expect(outermost.get('/pay')).toEqual(['request', 2]);
    expect(outermost.get('/cart')).toEqual(['request', 1]);
    expect(outermost.get('com.acme.Ledger.book')).toEqual(['application', 1]);
    expect([tree.samples, tree.requestSamples, tree.total[0]]).toEqual([4, 3, 4]);
    const plain = incident().calls([DUMP], question);
    expect(plain.frames.some(({ origin }) => origin === 'request')).toBe(false);
    expect(pathOf(plain, 1).length).toBe(1);
  });
});
