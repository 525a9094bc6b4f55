import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';

/** Every node of a forest by its id. Walks with a list of its own: a chain of waiters may be thousands deep. */
export function nodesById(nodes: readonly TreeNode[]): ReadonlyMap<string, TreeNode> {
  const found = new Map<string, TreeNode>();
  const rest = [...nodes];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    found.set(node.id, node);
    rest.push(...node.children);
  }
  return found;
}
