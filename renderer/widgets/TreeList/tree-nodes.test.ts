import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';
import { nodesById } from './tree-nodes.ts';

const node = (id: string, children: readonly TreeNode[] = []): TreeNode => ({ id, label: { key: id, params: {} }, detail: null, tone: 'neutral', threadState: null, span: null, children });

describe('tree nodes', () => {
  it('[TREE-01] finds nodes at every level', () => {
    expect([...nodesById([node('a', [node('b', [node('c')])]), node('d')]).keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[TREE-02] survives a chain of ten thousand', () => {
    let chain = node('0');
    for (let depth = 1; depth < 10_000; depth += 1) chain = node(String(depth), [chain]);
    expect(nodesById([chain]).size).toBe(10_000);
  });
});
