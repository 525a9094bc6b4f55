import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf, type CallTree, type CallTreeQuestion } from '../../call-tree.ts';
import type { TreeNode } from '../../tree-view.ts';
import { buildCallTree } from './build-call-tree.ts';
import { CALL_TREE } from './call-tree-view.ts';
import { codePlace } from '../locks/call-site.ts';
import { frameCount } from '../dump-reading.ts';
import { fixtureBytes, loaded, readBytes, readText } from '../testing/read-dumps.ts';

const ALL: CallTreeQuestion = { pool: null, thread: null, busyOnly: false, maxNodes: 0 };

function fixture(name: string) {
  return loaded(readBytes(fixtureBytes(name)));
}

function lines(tree: CallTree): readonly string[] {
  return tree.self.flatMap((count, node) => (count === 0 ? [] : [`${pathOf(tree, node).map((at) => tree.frames[tree.frame[at]!]!.name).join(' ')} ${count}`]));
}

/** What every call tree promises. */
function expectSound(tree: CallTree): void {
  const below = tree.self.slice();
  for (let node = tree.frame.length - 1; node > 0; node--) {
    expect(tree.parent[node]).toBeLessThan(node);
    below[tree.parent[node]!]! += tree.total[node]!;
  }
  if (tree.leftOut === 0) expect(below.map((sum, node) => (node === 0 ? sum : tree.self[node]! + tree.total.filter((_, child) => tree.parent[child] === node).reduce((a, b) => a + b, 0)))).toEqual(tree.total);
  expect(tree.total[0]).toBe(tree.samples);
}

function thread(name: string, ...methods: readonly string[]): string {
  return `"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: RUNNABLE\n${methods.toReversed().map((method, i) => `\tat ${method}(X.java:${i + 1})\n`).join('')}\n`;
}

describe('call tree', () => {
  it('[TD-50] merges stacks from their first calls on, whatever the line', () => {
    const tree = buildCallTree(loaded(readText(thread('a', 'm.main', 'm.work', 'm.read') + thread('b', 'm.main', 'm.work') + thread('c', 'm.main', 'm.idle', 'm.read'))), ALL);
    expect(lines(tree)).toEqual(['m.main m.work 1', 'm.main m.work m.read 1', 'm.main m.idle m.read 1']);
    expect(tree.frames).toContainEqual({ name: 'm.work', file: 'X.java', origin: 'application' });
    expectSound(tree);
  });

  it('[TD-50] counts each thread with frames once in each dump', () => {
    const artifacts = fixture('temurin25--timeline-four-jcmd-e');
    const tree = buildCallTree(artifacts, ALL);
    const withFrames = artifacts.reduce((sum, { parsed: { model } }) => sum + Array.from({ length: model.threads.count }, (_, row) => row).filter((row) => frameCount(model, row) > 0).length, 0);
    expect([tree.samples, tree.captures]).toEqual([withFrames, 4]);
    expect(lines(tree)).toContain('java.lang.Thread.run java.lang.Thread.runWith TimeLine$$Lambda.run TimeLine.lambda$main$0 4');
    expectSound(tree);
  });

  it('[TD-50] leads from a node to a thread that stands there', () => {
    const tree = buildCallTree(fixture('temurin25--timeline-four-jcmd-e'), ALL);
    const text = new TextDecoder().decode(fixtureBytes('temurin25--timeline-four-jcmd-e')).split('\n');
    const spinner = tree.frames.findIndex(({ name }) => name === 'TimeLine.lambda$main$0');
    expect(text[tree.line[tree.frame.indexOf(spinner)]! - 1]).toMatch(/^"spinner"/);
  });

  it('[TD-51] is of a pool, of a thread, or of those at work', () => {
    const artifacts = fixture('openjdk17--parked-pool-jcmd');
    const all = buildCallTree(artifacts, ALL);
    expect(all.pools).toContainEqual({ pattern: 'pool-1-thread-N', samples: 20 });
    const pool = buildCallTree(artifacts, { ...ALL, pool: 'pool-1-thread-N' });
    expect([pool.samples, pool.threads.length]).toEqual([20, 20]);
    expect(buildCallTree(artifacts, { ...ALL, pool: 'pool-1-thread-N', busyOnly: true }).samples).toBe(0);
    expect(buildCallTree(artifacts, { ...ALL, thread: 'pool-1-thread-7' }).samples).toBe(1);
    expect(buildCallTree(artifacts, { ...ALL, thread: 'nobody' }).samples).toBe(0);
  });

  it('[TD-51] leaves out the smallest nodes and says how many', () => {
    const artifacts = fixture('openjdk17--deep-stacks-jcmd-l');
    const whole = buildCallTree(artifacts, ALL);
    const small = buildCallTree(artifacts, { ...ALL, maxNodes: 50 });
    expect([small.frame.length, small.leftOut]).toEqual([50, whole.frame.length - 50]);
    expect(Math.min(...small.total)).toBeGreaterThanOrEqual(Math.max(...whole.total.toSorted((a, b) => b - a).slice(50)));
    expectSound(small);
  });

  it('[TD-52] knows the mean time between dumps, or that there is none', () => {
    expect(buildCallTree(fixture('temurin25--timeline-four-jcmd-e'), ALL).intervalMs).toBeGreaterThan(1000);
    expect(buildCallTree(fixture('openjdk17--convoy-jcmd-l'), ALL).intervalMs).toBeNull();
    expect(buildCallTree([], ALL)).toMatchObject({ samples: 0, captures: 0, intervalMs: null });
  });

  it('[TD-50] is sound for any stacks', () => {
    const stack = fc.array(fc.constantFrom('a.A.a', 'b.B.b', 'c.C.c', 'd.D.d'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(stack, { minLength: 1, maxLength: 12 }), (stacks) => {
        const tree = buildCallTree(loaded(readText(stacks.map((methods, n) => thread(`t${n}`, ...methods)).join(''))), ALL);
        expectSound(tree);
        expect(lines(tree).toSorted()).toEqual([...new Map(stacks.map((methods) => [methods.join(' '), stacks.filter((other) => other.join(' ') === methods.join(' ')).length]))].map(([path, count]) => `${path} ${count}`).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('[TD-50] reads the place of a frame in every form', () => {
    expect(codePlace('java.lang.Thread.run(java.base@17.0.15/Thread.java:840)')).toEqual({ method: 'java.lang.Thread.run', className: 'java.lang.Thread', sourceLine: 840 });
    expect(codePlace('Convoy$$Lambda$14/0x00007fb248000a08.run(Unknown Source)')).toMatchObject({ method: 'Convoy$$Lambda.run', sourceLine: null });
    expect(codePlace('java.base/java.lang.VirtualThread.run(VirtualThread.java:460)')).toMatchObject({ method: 'java.lang.VirtualThread.run' });
    expect(codePlace('odd')).toEqual({ method: 'odd', className: '', sourceLine: null });
  });

  it('[TD-53] shows one dump as a tree, with calls that lead to one place only folded', () => {
    const [{ parsed }] = loaded(readText(thread('a', 'm.main', 'm.work', 'm.read', 'm.wait') + thread('b', 'm.main', 'm.work', 'm.write'))) as [ReturnType<typeof loaded>[number]];
    const outline = (nodes: readonly TreeNode[], indent = ''): readonly string[] => nodes.flatMap(({ label, detail, children }) => [`${indent}${label.params['count']} ${label.params['name']}${detail === null ? '' : ` (${detail.params['count']} from ${detail.params['name']})`}`, ...outline(children, `${indent}  `)]);
    expect(outline(CALL_TREE.build(parsed.model))).toEqual(['2 m.work (1 from m.main)', '  1 m.wait (1 from m.read)', '  1 m.write']);
    expect(CALL_TREE.build(loaded(readText('"t" #1 prio=5 tid=0x1 nid=0x1 runnable\n'))[0]!.parsed.model)).toEqual([]);
  });
});
