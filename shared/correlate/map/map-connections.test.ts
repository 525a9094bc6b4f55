import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../../base/ids.ts';
import { createTranslator } from '../../base/translate.ts';
import { engineCatalogues } from '../../engine/catalogues.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { ConnectionMap } from './connection-map.ts';
import { mapGraph } from './map-graph.ts';

const HEAD = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n';
type Row = readonly [state: string, recvQ: number, sendQ: number, local: string, remote: string, program?: string, pid?: number];
const ss = (...rows: readonly Row[]): string => HEAD + rows.map(([state, recvQ, sendQ, local, remote, program, pid]) => `${state} ${recvQ} ${sendQ} ${local} ${remote}${program === undefined ? '' : ` users:(("${program}",pid=${pid},fd=9))`}\n`).join('');

function mapOf(...captures: readonly (readonly [source: string | null, text: string])[]): ConnectionMap {
  const engine = createEngine();
  const ids = captures.map(([source, text], i) => {
    const id = `c${i}` as CaptureId;
    const ingest = engine.ingest({ id, name: id, kind: 'sockets', takenAt: `2026-11-21T12:00:${10 + i}Z`, source });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  return engine.connections(ids);
}
const pairs = ({ edges }: ConnectionMap): readonly (readonly [string, string, string, number])[] => edges.map(({ from, to, port, connections }) => [from, to, port, connections]);

const WEB = ss(
  ['LISTEN', 0, 100, '*:8080', '*:*', 'java', 7],
  ['ESTAB', 0, 0, '10.0.0.1:8080', '10.9.0.1:50001', 'java', 7],
  ['ESTAB', 5, 0, '10.0.0.1:8080', '10.9.0.1:50002', 'java', 7],
  ['CLOSE-WAIT', 1, 0, '10.0.0.1:40001', '10.0.3.7:5432', 'java', 7],
  ['ESTAB', 0, 0, '10.0.0.1:40002', '10.0.3.7:5432', 'java', 7],
  ['ESTAB', 0, 0, '10.0.0.1:40003', '10.0.0.2:9090', 'java', 7],
  ['ESTAB', 0, 0, '10.0.0.1:40009', '10.0.0.9:22', 'ssh', 99],
);

describe('who talks to whom', () => {
  it('[CR-45] draws captured processes with their clients and backends, and none of the other processes of the host', () => {
    const map = mapOf(['ssh://web#7', WEB]);
    expect(pairs(map)).toEqual([
      ['client 10.9.0.1', 'process ssh://web 7', '8080', 2],
      ['process ssh://web 7', 'backend 10.0.3.7:5432', '5432', 2],
      ['process ssh://web 7', 'backend 10.0.0.2:9090', '9090', 1],
    ]);
    expect(map.edges[1]?.states).toEqual([{ state: 'CLOSE_WAIT', count: 1 }, { state: 'ESTABLISHED', count: 1 }]);
    expect([map.edges[0]?.recvQ, map.nodes.find(({ sort }) => sort === 'process')]).toMatchObject([5, { program: 'java', pid: 7, target: 'ssh://web', count: 1 }]);
  });

  it('[CR-45] joins both ends over captured targets, each connection once', () => {
    const price = ss(['LISTEN', 0, 100, '*:9090', '*:*', 'java', 20], ['ESTAB', 0, 0, '10.0.0.2:9090', '10.0.0.1:40003', 'java', 20], ['ESTAB', 0, 0, '127.0.0.1:40100', '127.0.0.1:6379', 'java', 20], ['LISTEN', 0, 100, '127.0.0.1:6379', '*:*', 'redis-server', 30], ['ESTAB', 0, 0, '127.0.0.1:6379', '127.0.0.1:40100', 'redis-server', 30]);
    const map = mapOf(['ssh://web#7', WEB], ['k8s://c/shop/price#20', price]);
    expect(pairs(map)).toContainEqual(['process ssh://web 7', 'process k8s://c/shop/price 20', '9090', 1]);
    expect(pairs(map)).toContainEqual(['process k8s://c/shop/price 20', 'program k8s://c/shop/price redis-server', '6379', 1]);
    expect(map.edges.filter(({ port }) => port === '9090')).toHaveLength(1);
  });

  it('[CR-45] joins the ends of a connection whose destination was rewritten on the way by the place where it began', () => {
    const container = (...more: readonly Row[]): string => ss(['LISTEN', 0, 100, '*:8080', '*:*', 'java', 1], ['ESTAB', 0, 0, '172.17.0.2:8080', '10.0.0.1:40003', 'java', 1], ...more);
    expect(pairs(mapOf(['ssh://web#7', WEB], ['docker://price#1', container()]))).toContainEqual(['process ssh://web 7', 'process docker://price 1', '9090', 1]);
    const twice = mapOf(['ssh://web#7', WEB], ['docker://price#1', container()], ['docker://copy#1', container()]);
    expect(twice.edges.filter(({ to }) => to.startsWith('process docker'))).toMatchObject([{ from: 'client 10.0.0.1' }, { from: 'client 10.0.0.1' }]);
  });

  it('[CR-45] tells connections of no process beside the edge between the same ends, and counts those of other ends', () => {
    const text = WEB + ss(['TIME-WAIT', 0, 0, '10.0.0.1:40007', '10.0.3.7:5432'], ['TIME-WAIT', 0, 0, '10.0.0.1:8080', '10.9.0.1:50009'], ['ESTAB', 0, 0, '10.0.0.1:22', '10.9.0.7:50009'], ['TIME-WAIT', 0, 0, '10.0.0.1:40008', '10.0.4.4:443']).slice(HEAD.length);
    const map = mapOf(['ssh://web#7', text]);
    expect(map.edges.map(({ port, connections, unowned }) => [port, connections, unowned])).toEqual([['8080', 2, [{ state: 'TIME_WAIT', count: 1 }]], ['5432', 2, [{ state: 'TIME_WAIT', count: 1 }]], ['9090', 1, []]]);
    expect(map.unowned).toEqual([{ state: 'ESTABLISHED', count: 1 }, { state: 'TIME_WAIT', count: 1 }]);
  });

  it('[CR-45] takes processes of one program together that were not captured', () => {
    const workers = Array.from({ length: 5 }, (_, i): readonly Row[] => [['ESTAB', 0, 0, `127.0.0.1:${41_000 + i}`, '127.0.0.1:5432', 'java', 7], ['ESTAB', 0, 0, '127.0.0.1:5432', `127.0.0.1:${41_000 + i}`, 'postgres', 60 + i]]).flat();
    const map = mapOf(['local:#7', ss(['LISTEN', 0, 100, '127.0.0.1:5432', '*:*', 'postgres', 50], ...workers)]);
    expect(map.edges).toMatchObject([{ from: 'process local: 7', to: 'program local: postgres', connections: 5 }]);
    expect(map.nodes.find(({ program }) => program === 'postgres')).toMatchObject({ count: 5, pid: null });
  });

  it('[CR-45] takes the latest listing of a host, and a loopback address for its own host only', () => {
    const local = (pid: number): string => ss(['LISTEN', 0, 5, '127.0.0.1:9999', '*:*', 'java', pid], ['ESTAB', 0, 0, '127.0.0.1:41000', '127.0.0.1:6379', 'java', pid]);
    const map = mapOf(['ssh://a#1', local(1)], ['ssh://b#2', ss(['LISTEN', 0, 5, '127.0.0.1:6379', '*:*', 'redis', 5], ['ESTAB', 0, 0, '10.0.0.5:41000', '10.0.3.7:5432', 'java', 2])], ['ssh://a#1', ss(['ESTAB', 0, 0, '127.0.0.1:41001', '127.0.0.1:6379', 'java', 1])]);
    expect(pairs(map).map(([from, to]) => [from, to])).toEqual([['process ssh://a 1', 'backend 127.0.0.1:6379'], ['process ssh://b 2', 'backend 10.0.3.7:5432']]);
  });

  it('[CR-45] takes many clients of a process together', () => {
    const clients = Array.from({ length: 20 }, (_, i): Row => ['ESTAB', 0, 0, '10.0.0.1:8080', `10.9.0.${i + 1}:50001`, 'java', 7]);
    const map = mapOf(['ssh://web#7', ss(['LISTEN', 0, 100, '*:8080', '*:*', 'java', 7], ...clients)]);
    expect(map.nodes.filter(({ sort }) => sort === 'client')).toHaveLength(9);
    expect(map.nodes.find(({ address, sort }) => sort === 'client' && address === null)).toMatchObject({ count: 12 });
    expect(map.edges[0]).toMatchObject({ connections: 12 });
  });

  it('[CR-45] without a known process shows the JVMs, and leads from each edge to its rows', () => {
    const map = mapOf([null, WEB]);
    expect(map.nodes.some(({ program }) => program === 'ssh')).toBe(false);
    expect(map.edges.find(({ port }) => port === '5432')?.filters).toEqual([{ column: 'remoteAddress', values: ['10.0.3.7'] }, { column: 'pid', values: [7] }, { column: 'remotePort', values: [5432] }]);
  });

  it('[CR-45] draws states and counts on the edges, and marks who meets troubled connections', () => {
    const graph = mapGraph(mapOf(['ssh://web#7', WEB]), (target) => target);
    const say = createTranslator('en', engineCatalogues());
    expect(graph.edges.map(({ label }) => say(label))).toEqual([':8080 · 2 ESTABLISHED', ':5432 · 1 CLOSE_WAIT, 1 ESTABLISHED', ':9090 · 1 ESTABLISHED']);
    expect(graph.nodes.map(({ label, tone }) => [say(label), tone])).toEqual([['java (7)', 'warning'], ['10.9.0.1', 'muted'], ['10.0.3.7:5432', 'warning'], ['10.0.0.2:9090', 'muted']]);
  });
});
