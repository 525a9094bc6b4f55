import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph } from '../../../shared/artifacts/graph-view.ts';

export const NODE_WIDTH = 230;
export const NODE_HEIGHT = 44;
const MARGIN = 16;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left to right, or top to bottom. */
export type Direction = 'LR' | 'TB';

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface GraphLayout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  /** Upper left corners, by node id; px. */
  readonly nodes: ReadonlyMap<string, Point>;
  /** In the order of the graph's edges. */
  readonly edges: readonly { readonly points: readonly Point[]; readonly label: Point }[];
}

/** Upper bound of the width of a letter of an edge's label, in px. */
const LABEL_LETTER = 6.4;
const LABEL_HEIGHT = 16;

/** Left to right or top to bottom: who waits, what for, who owns it. Labels, one an edge, keep their room between the ranks. */
export function layoutGraph({ nodes, edges }: Graph, labels: readonly string[], direction: Direction): GraphLayout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 14, ranksep: direction === 'LR' ? 36 : 44, marginx: MARGIN, marginy: MARGIN, ranker: 'network-simplex' });
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  edges.forEach(({ from, to }, i) => graph.setEdge(from, to, { width: (labels[i]?.length ?? 0) * LABEL_LETTER, height: LABEL_HEIGHT, labelpos: 'c' }, String(i)));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    direction,
    width,
    height,
    nodes: new Map(nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as Point;
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    })),
    edges: edges.map(({ from, to }, i) => {
      const { points, x, y } = graph.edge(from, to, String(i)) as Point & { readonly points: readonly Point[] };
      return { points, label: { x, y } };
    }),
  };
}

/** The scale at which all of a layout fits into a room, at most 1. */
export function fitScale(room: Room, { width, height }: GraphLayout): number {
  return Math.min(1, room.width / width, room.height / height);
}

/** From left to right where all of it can be read at once, else in the direction that shows it larger. */
export function fittingLayout(graph: Graph, labels: readonly string[], room: Room, readable: number): GraphLayout {
  const across = layoutGraph(graph, labels, 'LR');
  if (fitScale(room, across) >= readable) return across;
  const down = layoutGraph(graph, labels, 'TB');
  return fitScale(room, down) > fitScale(room, across) ? down : across;
}

/** A smooth line through the points. */
export function edgePath(points: readonly Point[], direction: Direction): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const curves = rest.map((to, i) => {
    const from = points[i] ?? first;
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    return direction === 'LR' ? `C${x},${from.y} ${x},${to.y} ${to.x},${to.y}` : `C${from.x},${y} ${to.x},${y} ${to.x},${to.y}`;
  });
  return `M${first.x},${first.y} ${curves.join(' ')}`;
}
