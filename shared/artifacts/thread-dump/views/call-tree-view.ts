import { message } from '../../../base/message.ts';
import type { CallTree } from '../../call-tree.ts';
import type { TreeNode, TreeView } from '../../tree-view.ts';
import { mergeStacks } from './build-call-tree.ts';
import type { ThreadDump } from '../model.ts';

/** Where the busy threads of one dump are, from their first calls on; for all dumps together there is the flame graph. */
export const CALL_TREE: TreeView<ThreadDump> = { id: 'calls', title: 'threadDump.tree.calls', empty: 'threadDump.tree.callsEmpty', build };

const MAX_NODES = 3000;

function build(dump: ThreadDump): readonly TreeNode[] {
  const tree = mergeStacks([dump], { pool: null, thread: null, busyOnly: true, maxNodes: MAX_NODES });
  const children: number[][] = tree.frame.map(() => []);
  for (let node = 1; node < tree.frame.length; node++) children[tree.parent[node] ?? 0]?.push(node);
  return nodesBelow(tree, children, 0);
}

type Merged = Pick<CallTree, 'frames' | 'frame' | 'parent' | 'total' | 'self' | 'line'>;

function nodesBelow(tree: Merged, children: readonly (readonly number[])[], node: number): readonly TreeNode[] {
  return (children[node] ?? []).toSorted((a, b) => (tree.total[b] ?? 0) - (tree.total[a] ?? 0)).map((child) => toNode(tree, children, child));
}

/** Calls that all go on into one call are one line, named by the last: nothing is decided between them. */
function toNode(tree: Merged, children: readonly (readonly number[])[], first: number): TreeNode {
  let last = first;
  let passed = 0;
  for (let only = children[last] ?? []; only.length === 1 && tree.self[last] === 0 && tree.total[only[0] ?? 0] === tree.total[last]; only = children[last] ?? []) {
    last = only[0] ?? 0;
    passed += 1;
  }
  const count = tree.total[first] ?? 0;
  const line = tree.line[first] ?? 0;
  const name = (node: number): string => tree.frames[tree.frame[node] ?? -1]?.name ?? '';
  return {
    id: `call-${first}`,
    label: message('threadDump.tree.call', { count, name: name(last) }),
    detail: passed === 0 ? null : message('threadDump.tree.callThrough', { count: passed, name: name(first) }),
    tone: tree.frames[tree.frame[last] ?? -1]?.origin === 'application' ? 'neutral' : 'muted',
    threadState: null,
    span: line === 0 ? null : { first: line, last: line },
    children: nodesBelow(tree, children, last),
  };
}
