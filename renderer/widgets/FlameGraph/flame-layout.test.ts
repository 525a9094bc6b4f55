import { describe, expect, it } from 'vitest';
import type { CallTree } from '../../../shared/artifacts/call-tree.ts';
import { childrenOf, layOut, matchedSamples, nextMatch, shortName, stepFrom } from './flame-layout.ts';

/** root → a (6) → b (4), c (2); root → d (2) → b (2). */
const TREE: CallTree = {
  frames: ['a', 'b', 'c', 'd'].map((name) => ({ name, file: null, origin: 'application' })),
  frame: [-1, 0, 1, 2, 3, 1],
  parent: [-1, 0, 1, 1, 0, 4],
  total: [8, 6, 4, 2, 2, 2],
  self: [0, 0, 4, 2, 0, 2],
  capture: [0, 0, 0, 0, 0, 0],
  line: [1, 1, 1, 1, 1, 1],
  samples: 8, captures: 1, intervalMs: null, leftOut: 0, pools: [], requestSamples: 0, threads: [],
};
const children = childrenOf(TREE);

describe('flame graph', () => {
  it('[FLAME-01] gives each node the width of its samples, below its caller, largest first', () => {
    expect(layOut(TREE, children, 0, 800).map(({ node, x, width, row }) => [node, x, width, row])).toEqual([[0, 0, 800, 0], [1, 0, 600, 1], [4, 600, 200, 1], [2, 0, 400, 2], [3, 400, 200, 2], [5, 600, 200, 2]]);
  });

  it('[FLAME-02] zooms to a node: its callers over the full width, then all below it', () => {
    expect(layOut(TREE, children, 4, 800).map(({ node, width, isAncestor }) => [node, width, isAncestor])).toEqual([[0, 800, true], [4, 800, false], [5, 800, false]]);
  });

  it('[FLAME-01] leaves out what is too narrow to be seen', () => {
    expect(layOut(TREE, children, 0, 5).map(({ node }) => node)).toEqual([0, 1, 2]);
  });

  it('[FLAME-03] goes by arrow keys to caller, largest callee and neighbours, never out of the drawing', () => {
    const boxes = layOut(TREE, children, 0, 800);
    const go = (from: number, ...keys: readonly string[]) => keys.reduce((at, key) => stepFrom(TREE, boxes, at, key) ?? at, from);
    expect([go(0, 'ArrowDown', 'ArrowDown'), go(2, 'ArrowRight', 'ArrowRight'), go(5, 'ArrowUp'), go(5, 'ArrowDown'), go(0, 'ArrowUp'), go(1, 'ArrowLeft'), go(5, 'Home'), go(99, 'ArrowUp')]).toEqual([2, 5, 4, 5, 0, 1, 0, 0]);
    expect(stepFrom(TREE, boxes, 0, 'x')).toBeNull();
  });

  it('[FLAME-04] counts samples under a match once', () => {
    expect(matchedSamples(TREE, [false, true, false, false])).toBe(6);
    expect(matchedSamples(TREE, [true, true, false, false])).toBe(8);
    expect(matchedSamples(TREE, [])).toBe(0);
  });

  it('[FLAME-04] goes from match to match and round', () => {
    expect([nextMatch(TREE, [false, true, false, false], 0), nextMatch(TREE, [false, true, false, false], 2), nextMatch(TREE, [false, true, false, false], 5), nextMatch(TREE, [], 0)]).toEqual([2, 5, 2, null]);
  });

  it('[FLAME-01] shortens names to what fits', () => {
    expect([shortName('com.shop.Cart.add', 20), shortName('com.shop.Cart.add', 9), shortName('com.shop.Cart.add', 6), shortName('com.shop.Cart.add', 3)]).toEqual(['com.shop.Cart.add', 'Cart.add', 'Cart.…', '']);
  });
});
