import { NODE_HEIGHT, NODE_WIDTH, type GraphLayout } from './layout-graph.ts';

const DIRECTIONS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Off the line of the arrow counts this much more than along it. */
const ASIDE = 3;

/** The nearest node in the arrow's direction; null when the key is no arrow or nothing lies there. */
export function nextNode(key: string, from: string | null, { nodes }: GraphLayout): string | null {
  const direction = DIRECTIONS[key];
  const start = from === null ? undefined : nodes.get(from);
  if (direction === undefined || start === undefined) return null;
  let best: { readonly id: string; readonly distance: number } | null = null;
  for (const [id, at] of nodes) {
    const [dx, dy] = [at.x - start.x, at.y - start.y];
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    const least = direction.x === 0 ? NODE_HEIGHT / 2 : NODE_WIDTH / 2;
    if (id === from || along < least) continue;
    const distance = along + ASIDE * aside;
    if (best === null || distance < best.distance) best = { id, distance };
  }
  return best?.id ?? null;
}
