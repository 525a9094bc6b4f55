import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';
import { idsAbove, nodeAtLines, nodesById } from './tree-nodes.ts';

const node = (id: string, children: readonly TreeNode[] = [], span: TreeNode['span'] = null): TreeNode => ({ id, label: { key: id, params: {} }, detail: null, tone: 'neutral', threadState: null, span, children });

describe('tree nodes', () => {
  it('[TREE-01] finds nodes at every level', () => {
    expect([...nodesById([node('a', [node('b', [node('c')])]), node('d')]).keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[TREE-02] survives a chain of ten thousand', () => {
    let chain = node('0');
    for (let depth = 1; depth < 10_000; depth += 1) chain = node(String(depth), [chain]);
    expect(nodesById([chain]).size).toBe(10_000);
  });

  it('[TREE-03] finds the narrowest node that holds a line, and what has to be unfolded for it', () => {
    const lock = node('lock', [node('waiter', [], { first: 50, last: 60 })], { first: 7, last: 7 });
    const nodes = nodesById([node('idle'), node('owner', [lock], { first: 1, last: 9 })]);
    const at = (...lines: readonly number[]): string | undefined => nodeAtLines(nodes, lines)?.node.id;
    expect([at(7), at(8), at(55), at(99, 8, 7), at(99), at()]).toEqual(['lock', 'owner', 'waiter', 'owner', undefined, undefined]);
    const waiter = nodeAtLines(nodes, [55]);
    expect(waiter === null ? null : idsAbove(waiter)).toEqual(['lock', 'owner']);
  });
});
