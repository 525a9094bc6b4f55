import type { CallTree } from '../../../shared/artifacts/call-tree.ts';

/** A node as it is drawn, in px of the graph. */
export interface FlameBox {
  readonly node: number;
  readonly x: number;
  readonly width: number;
  /** 0 = the root's row. */
  readonly row: number;
  /** Calls the zoomed node: drawn over the full width, whatever its share. */
  readonly isAncestor: boolean;
}

/** Narrower boxes could neither be seen nor hit. */
const NARROWEST = 1.5;

/** Children of each node, most samples first. */
export function childrenOf(tree: CallTree): readonly (readonly number[])[] {
  const children: number[][] = tree.frame.map(() => []);
  for (let node = 1; node < tree.frame.length; node++) children[tree.parent[node] ?? 0]?.push(node);
  for (const siblings of children) siblings.sort((a, b) => (tree.total[b] ?? 0) - (tree.total[a] ?? 0));
  return children;
}

/** Boxes of the zoomed node's callers and of all below it, row by row from the root; what is too narrow to see is left out with all below. */
export function layOut(tree: CallTree, children: readonly (readonly number[])[], zoomed: number, width: number): readonly FlameBox[] {
  const callers: number[] = [];
  for (let node = tree.parent[zoomed] ?? -1; node >= 0; node = tree.parent[node] ?? -1) callers.unshift(node);
  const boxes: FlameBox[] = callers.map((node, row) => ({ node, x: 0, width, row, isAncestor: true }));
  const samples = Math.max(1, tree.total[zoomed] ?? 1);
  let row: FlameBox[] = [{ node: zoomed, x: 0, width, row: callers.length, isAncestor: false }];
  while (row.length > 0) {
    boxes.push(...row);
    const next: FlameBox[] = [];
    for (const box of row) {
      let { x } = box;
      for (const child of children[box.node] ?? []) {
        const childWidth = ((tree.total[child] ?? 0) / samples) * width;
        if (childWidth >= NARROWEST) next.push({ node: child, x, width: childWidth, row: box.row + 1, isAncestor: false });
        x += childWidth;
      }
    }
    row = next;
  }
  return boxes;
}

/** Where an arrow key leads from a box, among those drawn. */
export function stepFrom(tree: CallTree, boxes: readonly FlameBox[], node: number, key: string): number | null {
  const here = boxes.find((box) => box.node === node);
  if (here === undefined) return boxes[0]?.node ?? null;
  const inRow = boxes.filter(({ row }) => row === here.row);
  const at = inRow.indexOf(here);
  switch (key) {
    case 'ArrowUp':
      return here.row === 0 ? null : (tree.parent[node] ?? null);
    case 'ArrowDown':
      return boxes.find((box) => box.row === here.row + 1 && tree.parent[box.node] === node)?.node ?? null;
    case 'ArrowLeft':
      return inRow[at - 1]?.node ?? null;
    case 'ArrowRight':
      return inRow[at + 1]?.node ?? null;
    case 'Home':
      return boxes[0]?.node ?? null;
    default:
      return null;
  }
}

/** Samples in nodes whose name holds the text, each counted once. */
export function matchedSamples(tree: CallTree, isMatch: readonly boolean[]): number {
  const isCovered: boolean[] = [];
  let samples = 0;
  tree.frame.forEach((frame, node) => {
    const isAbove = node > 0 && isCovered[tree.parent[node] ?? 0] === true;
    const isHit = frame >= 0 && isMatch[frame] === true;
    isCovered[node] = isAbove || isHit;
    if (isHit && !isAbove) samples += tree.total[node] ?? 0;
  });
  return samples;
}

/** The next node after this one whose name matches, from the top again after the last; null when none does. */
export function nextMatch(tree: CallTree, isMatch: readonly boolean[], after: number): number | null {
  for (let step = 1; step <= tree.frame.length; step++) {
    const node = (after + step) % tree.frame.length;
    if (isMatch[tree.frame[node] ?? -1] === true) return node;
  }
  return null;
}

/** `com.shop.Cart.add` as `Cart.add` where there is no room for more. */
export function shortName(name: string, characters: number): string {
  if (name.length <= characters) return name;
  const short = name.split('.').slice(-2).join('.');
  if (short.length <= characters) return short;
  return characters < 4 ? '' : `${short.slice(0, characters - 1)}…`;
}
