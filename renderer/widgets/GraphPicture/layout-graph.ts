import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph } from '../../../shared/artifacts/graph-view.ts';

export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 44;
const MARGIN = 16;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** Upper left corners, by node id; px. */
  readonly nodes: ReadonlyMap<string, Point>;
  /** In the order of the graph's edges. */
  readonly edges: readonly { readonly points: readonly Point[]; readonly label: Point }[];
}

/** Left to right: who waits, what for, who owns it. */
export function layoutGraph({ nodes, edges }: Graph): GraphLayout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 74, marginx: MARGIN, marginy: MARGIN, ranker: 'network-simplex' });
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  edges.forEach(({ from, to }, i) => graph.setEdge(from, to, {}, String(i)));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    width,
    height,
    nodes: new Map(nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as Point;
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    })),
    edges: edges.map(({ from, to }, i) => {
      const { points } = graph.edge(from, to, String(i)) as { readonly points: readonly Point[] };
      return { points, label: middleOf(points) };
    }),
  };
}

function middleOf(points: readonly Point[]): Point {
  const at = (points.length - 1) / 2;
  const [a = { x: 0, y: 0 }, b = a] = [points[Math.floor(at)], points[Math.ceil(at)]];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** A smooth line through the points. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const curves = rest.map((to, i) => {
    const from = points[i] ?? first;
    const middle = (from.x + to.x) / 2;
    return `C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
  });
  return `M${first.x},${first.y} ${curves.join(' ')}`;
}
