import { pathOf, type CallTree } from '../artifacts/call-tree.ts';

/** One line a stack, outermost call first, `a.B.main;a.B.work 12`: the folded form of FlameGraph, read by most flame graph tools. */
export function collapsedStacks(tree: CallTree): string {
  return tree.self
    .flatMap((count, node) => (count === 0 || node === 0 ? [] : [`${pathOf(tree, node).map((at) => frameName(tree, at)).join(';')} ${count}\n`]))
    .join('');
}

/** `;` and line ends part frames and stacks. */
function frameName(tree: CallTree, node: number): string {
  return (tree.frames[tree.frame[node] ?? -1]?.name ?? '?').replaceAll(/[;\r\n]+/g, ':');
}
