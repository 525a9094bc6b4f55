import type { Graph, GraphEdge, GraphNode } from '../../artifacts/graph-view.ts';
import { message, type Message } from '../../base/message.ts';
import type { Tone } from '../../artifacts/tone.ts';
import type { ConnectionMap, MapEdge, MapNode } from './connection-map.ts';

/** States of connections that are a matter by themselves. */
const TROUBLED: ReadonlySet<string> = new Set(['CLOSE_WAIT', 'SYN_SENT', 'SYN_RECV']);
const STATES_TOLD = 2;

/** The map as a picture. `nameOf` says where a target is in the reader's words. */
export function mapGraph({ nodes, edges }: ConnectionMap, nameOf: (target: string) => string): Graph {
  return { nodes: nodes.map((node) => toNode(node, edges, nameOf)), edges: edges.map(toEdge), hidden: 0 };
}

function toNode(node: MapNode, edges: readonly MapEdge[], nameOf: (target: string) => string): GraphNode {
  const label = nodeLabel(node);
  const detail = nodeDetail(node, nameOf);
  return { id: node.id, label, detail, short: { label, detail }, shape: node.sort === 'process' ? 'thread' : 'lock', tone: toneOf(node, edges), threadState: null, span: null };
}

export function nodeLabel({ sort, program, pid, address, count }: MapNode): Message {
  if (sort !== 'process') return address === null ? message('correlate.map.clients', { count }) : message('correlate.map.address', { address });
  if (pid === null) return message(count === 1 ? 'correlate.map.program' : 'correlate.map.programs', { program: program ?? '?', count });
  return message('correlate.map.process', { program: program ?? '?', pid });
}

function nodeDetail({ sort, target }: MapNode, nameOf: (target: string) => string): Message | null {
  if (sort !== 'process') return message(`correlate.map.${sort}`);
  return target === null ? null : message('correlate.map.on', { target: nameOf(target) });
}

/** What the map is not about stands back; who holds or meets troubled connections stands out. */
function toneOf({ id, pid }: MapNode, edges: readonly MapEdge[]): Tone {
  if (edges.some(({ from, to, states }) => (to === id || from === id) && states.some(({ state }) => TROUBLED.has(state)))) return 'warning';
  return pid === null ? 'muted' : 'neutral';
}

function toEdge({ from, to, port, connections, states, unowned }: MapEdge): GraphEdge {
  const label = unowned.length === 0 ? message('correlate.map.edge', { port, states: stateWords(states), count: connections }) : message('correlate.map.edge.unowned', { port, states: stateWords(states), unowned: stateWords(unowned), count: connections });
  return { from, to, label, isCertain: true };
}

/** `12 ESTABLISHED, 3 CLOSE_WAIT` */
export function stateWords(states: MapEdge['states'], most: number = STATES_TOLD): string {
  const told = states.slice(0, most).map(({ state, count }) => `${count} ${state}`).join(', ');
  return states.length > most ? `${told}, …` : told;
}
