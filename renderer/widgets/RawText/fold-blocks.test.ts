import { describe, expect, it } from 'vitest';
import { foldBlocks } from './fold-blocks.ts';

describe('folding of a raw text', () => {
  it('[RAW-06] folds a thread under its header, with its locked synchronizers, up to the next one', () => {
    const text = ['Full thread dump', '', '"main" #1', '   java.lang.Thread.State: RUNNABLE', '\tat A.a(A.java:1)', '', '   Locked ownable synchronizers:', '\t- None', '', '"idle" #2', '', '"last" #3', '\tat B.b(B.java:1)'];
    expect(foldBlocks(text)).toEqual([{ start: 3, end: 9 }, { start: 12, end: 13 }]);
  });

  it('[RAW-06] folds nothing where nothing is indented', () => {
    expect(foldBlocks(['a', 'b', '', 'c'])).toEqual([]);
    expect(foldBlocks(['  a', '  b'])).toEqual([]);
  });
});
