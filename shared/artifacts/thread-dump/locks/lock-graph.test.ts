import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph-view.ts';
import { lockGraph } from './lock-graph.ts';
import { fixtureBytes, only, readBytes } from '../testing/read-dumps.ts';

function graphOf(fixture: string): Graph {
  return lockGraph(only(readBytes(fixtureBytes(fixture))).model);
}

/** `from > to` by what the boxes say. */
function told({ nodes, edges }: Graph): readonly string[] {
  const name = (id: string): string => Object.values(nodes.find((node) => node.id === id)?.short.label.params ?? {}).join(' × ');
  return edges.map(({ from, to, isCertain }) => `${name(from)} ${isCertain ? '>' : '?'} ${name(to)}`);
}

describe('the picture of locks', () => {
  it('[TD-55] folds waiters on one stack, and leads from them over the lock to its owner', () => {
    expect(told(graphOf('openjdk17--convoy-jcmd-l'))).toEqual(['12 × worker-N > Object', 'Object > owner']);
  });

  it('[TD-55] draws a deadlock as a closed ring, every thread of it alone and critical', () => {
    const graph = graphOf('openjdk17--monitor-deadlock-jstack');
    const threads = graph.nodes.filter(({ tone }) => tone === 'critical');
    expect(threads.length).toBeGreaterThanOrEqual(2);
    const next = new Map(graph.edges.map(({ from, to }) => [from, to]));
    const start = threads[0]?.id ?? '';
    const ring = new Set<string>();
    for (let at = start; !ring.has(at); at = next.get(at) ?? '') ring.add(at);
    expect(threads.every(({ id }) => ring.has(id))).toBe(true);
  });

  it('[TD-55] draws probable holders by weaker edges', () => {
    const graph = graphOf('openjdk17--shared-holders-jcmd');
    expect(graph.edges.some(({ isCertain }) => !isCertain)).toBe(true);
    expect(graph.edges.every(({ from, to }) => graph.nodes.some(({ id }) => id === from) && graph.nodes.some(({ id }) => id === to))).toBe(true);
  });
});
