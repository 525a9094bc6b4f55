import { describe, expect, it } from 'vitest';
import { message } from '../../../shared/base/message.ts';
import type { Graph, GraphNode } from '../../../shared/artifacts/graph-view.ts';
import { edgePath, fittingLayout, layoutGraph, NODE_WIDTH } from './layout-graph.ts';
import { nextNode } from './next-node.ts';

const node = (id: string, shape: GraphNode['shape']): GraphNode => ({ id, label: message('x'), detail: null, short: { label: message('x'), detail: null }, shape, tone: 'neutral', threadState: null, span: null });
const edge = (from: string, to: string) => ({ from, to, label: message('x'), isCertain: true });
const CHAIN: Graph = { nodes: [node('waiter', 'thread'), node('other', 'thread'), node('lock', 'lock'), node('owner', 'thread')], edges: [edge('waiter', 'lock'), edge('other', 'lock'), edge('lock', 'owner')], hidden: 0 };
const CYCLE: Graph = { nodes: [node('a', 'thread'), node('la', 'lock'), node('b', 'thread'), node('lb', 'lock')], edges: [edge('a', 'lb'), edge('lb', 'b'), edge('b', 'la'), edge('la', 'a')], hidden: 0 };

describe('layout of a graph', () => {
  it('[GRAPH-01] stands waiters left of their lock and the lock left of its owner, none on another', () => {
    const { nodes, width, height } = layoutGraph(CHAIN, [], 'LR');
    const x = (id: string): number => nodes.get(id)?.x ?? Number.NaN;
    expect(x('waiter')).toBe(x('other'));
    expect(x('waiter')).toBeLessThan(x('lock'));
    expect(x('lock')).toBeLessThan(x('owner'));
    expect(Math.abs((nodes.get('waiter')?.y ?? 0) - (nodes.get('other')?.y ?? 0))).toBeGreaterThan(44);
    for (const at of nodes.values()) expect(at.x >= 0 && at.y >= 0 && at.x < width && at.y < height).toBe(true);
  });

  it('[GRAPH-02] lays out a cycle, every edge with a path', () => {
    const { edges } = layoutGraph(CYCLE, [], 'LR');
    expect(edges.map(({ points }) => edgePath(points, 'LR'))).toHaveLength(4);
    for (const { points } of edges) expect(edgePath(points, 'LR')).toMatch(/^M[\d.]+,[\d.]+ C/);
  });

  it('[GRAPH-04] stands a chain that is too wide to be read from top to bottom, with room for every label', () => {
    const labels = CHAIN.edges.map(() => 'waits for a very long reason');
    expect(fittingLayout(CHAIN, labels, { width: 1600, height: 400 }, 0.85).direction).toBe('LR');
    const narrow = { width: 500, height: 700 };
    const { direction, nodes } = fittingLayout(CHAIN, labels, narrow, 0.85);
    expect(direction).toBe('TB');
    expect(nodes.get('lock')?.y).toBeLessThan(nodes.get('owner')?.y ?? 0);
    const wide = layoutGraph(CHAIN, labels, 'LR');
    const gap = (wide.nodes.get('lock')?.x ?? 0) - (wide.nodes.get('waiter')?.x ?? 0) - NODE_WIDTH;
    expect(gap).toBeGreaterThan((labels[0]?.length ?? 0) * 6);
  });

  it('[GRAPH-03] goes by arrow keys to the nearest node in that direction', () => {
    const layout = layoutGraph(CHAIN, [], 'LR');
    expect(nextNode('ArrowRight', 'waiter', layout)).toBe('lock');
    expect(nextNode('ArrowRight', 'lock', layout)).toBe('owner');
    expect(nextNode('ArrowRight', 'owner', layout)).toBe(null);
    expect(['waiter', 'other']).toContain(nextNode('ArrowLeft', 'lock', layout));
    const [upper, lower] = (layout.nodes.get('waiter')?.y ?? 0) < (layout.nodes.get('other')?.y ?? 0) ? ['waiter', 'other'] : ['other', 'waiter'];
    expect(nextNode('ArrowDown', upper ?? '', layout)).toBe(lower);
    expect(nextNode('a', 'waiter', layout)).toBe(null);
  });
});
