import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';

/** A node and the one it hangs on; null for a root. */
export interface HungNode {
  readonly node: TreeNode;
  readonly above: HungNode | null;
}

/** Every node of a forest by its id. Walks with a list of its own: a chain of waiters may be thousands deep. */
export function nodesById(nodes: readonly TreeNode[]): ReadonlyMap<string, HungNode> {
  const found = new Map<string, HungNode>();
  const rest = nodes.map((node): HungNode => ({ node, above: null })).toReversed();
  for (let hung = rest.pop(); hung !== undefined; hung = rest.pop()) {
    found.set(hung.node.id, hung);
    const above = hung;
    rest.push(...hung.node.children.map((node) => ({ node, above })).toReversed());
  }
  return found;
}

/** The narrowest node that holds the first of these raw lines that any node holds; null when none does. */
export function nodeAtLines(nodes: ReadonlyMap<string, HungNode>, lines: readonly number[]): HungNode | null {
  const linesOf = ({ node: { span } }: HungNode): number => (span === null ? Infinity : span.last - span.first);
  for (const line of lines) {
    const holding = [...nodes.values()].filter(({ node: { span } }) => span !== null && span.first <= line && line <= span.last);
    if (holding.length > 0) return holding.reduce((narrowest, hung) => (linesOf(hung) < linesOf(narrowest) ? hung : narrowest));
  }
  return null;
}

/** What has to be unfolded for a node to be seen. */
export function idsAbove(hung: HungNode): readonly string[] {
  const ids: string[] = [];
  for (let { above } = hung; above !== null; above = above.above) ids.push(above.node.id);
  return ids;
}
