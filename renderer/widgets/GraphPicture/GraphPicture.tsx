import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Button } from 'react-aria-components';
import type { Graph, GraphNode } from '../../../shared/artifacts/graph-view.ts';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import { StateGlyph } from '../StateGlyph.tsx';
import { edgePath, fitScale, fittingLayout, NODE_HEIGHT, NODE_WIDTH, type Direction, type GraphLayout, type Room } from './layout-graph.ts';
import { nextNode } from './next-node.ts';
import './GraphPicture.css';

export interface GraphPictureProps {
  readonly graph: Graph;
  /** Spoken name of the picture. */
  readonly label: string;
  readonly onSelect: (node: GraphNode) => void;
  /** Enter or double-click. */
  readonly onOpen: (node: GraphNode) => void;
  /** A click on an edge's label, by its place among the edges. What it shows must be within reach of the keyboard elsewhere. */
  readonly onOpenEdge?: (edge: number) => void;
  readonly translate: Translate;
}

const ZOOM_STEP = 1.25;
/** Read at ease from this scale on; another direction is tried below it. */
const READABLE = 0.85;
/** A picture opens no smaller than this; the rest is scrolled to. */
const LEGIBLE = 0.7;
/** Above a line from left to right, and upon one from top to bottom. */
const LABEL_SHIFT: Readonly<Record<Direction, number>> = { LR: -4, TB: 4 };
const ZOOM = { min: 0.25, max: 2 } as const;

function Edges({ graph, layout, onOpenEdge, translate }: Pick<GraphPictureProps, 'graph' | 'onOpenEdge' | 'translate'> & { readonly layout: GraphLayout }): ReactNode {
  return (
    <svg className="graph-edges" width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id="graph-arrow" viewBox="0 0 8 8" refX={7} refY={4} markerWidth={7} markerHeight={7} orient="auto-start-reverse">
          <path d="M0 0.5 7.5 4 0 7.5Z" fill="var(--border-strong)" />
        </marker>
      </defs>
      {graph.edges.map((edge, i) => {
        const at = layout.edges[i];
        if (at === undefined) return null;
        return (
          <g key={`${edge.from}>${edge.to} ${i}`} className={edge.isCertain ? 'graph-edge' : 'graph-edge candidate'}>
            <path d={edgePath(at.points, layout.direction)} markerEnd="url(#graph-arrow)" />
            <text x={at.label.x} y={at.label.y + LABEL_SHIFT[layout.direction]} textAnchor="middle" className={onOpenEdge === undefined ? undefined : 'graph-edge-link'} onClick={() => onOpenEdge?.(i)}>
              {translate(edge.label)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface NodeProps {
  readonly node: GraphNode;
  readonly at: { readonly x: number; readonly y: number };
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly props: GraphPictureProps;
  onSelect(): void;
  onArrow(event: KeyboardEvent): void;
}

function Node({ node, at, selected, reachable, props: { translate, onOpen }, onSelect, onArrow }: NodeProps): ReactNode {
  const label = visibleText(translate(node.label));
  const detail = node.detail === null ? '' : visibleText(translate(node.detail));
  const shortDetail = node.short.detail === null ? '' : visibleText(translate(node.short.detail));
  return (
    <button
      type="button"
      data-node={node.id}
      className={`graph-node ${node.shape} tone-${node.tone}`}
      style={{ left: at.x, top: at.y, width: NODE_WIDTH, height: NODE_HEIGHT }}
      aria-pressed={selected}
      tabIndex={reachable ? 0 : -1}
      title={detail === '' ? label : `${label}\n${detail}`}
      onFocus={onSelect}
      onClick={onSelect}
      onDoubleClick={() => onOpen(node)}
      onKeyDown={(event) => (event.key === 'Enter' ? onOpen(node) : onArrow(event))}
    >
      <span className="graph-label">
        {node.threadState === null ? null : <StateGlyph state={node.threadState} label={node.threadState} />}
        <span className="cut">{visibleText(translate(node.short.label))}</span>
      </span>
      {shortDetail === '' ? null : <span className="graph-detail cut">{shortDetail}</span>}
    </button>
  );
}

function ZoomBar({ zoom, onZoom, translate }: { readonly zoom: number; readonly onZoom: (zoom: number | null) => void; readonly translate: Translate }): ReactNode {
  return (
    <div className="graph-zoom">
      <Button className="icon-button" aria-label={translate(message('graph.zoom-out'))} isDisabled={zoom <= ZOOM.min} onPress={() => onZoom(zoom / ZOOM_STEP)}>
        −
      </Button>
      <Button className="button quiet" aria-label={translate(message('graph.fit'))} onPress={() => onZoom(null)}>
        {Math.round(zoom * 100)} %
      </Button>
      <Button className="icon-button" aria-label={translate(message('graph.zoom-in'))} isDisabled={zoom >= ZOOM.max} onPress={() => onZoom(zoom * ZOOM_STEP)}>
        +
      </Button>
    </div>
  );
}

const FIRST_ROOM: Room = { width: 800, height: 600 };

/** The place there is for a picture, measured anew for each and whenever it changes. Scroll bars do not count, or their coming and going would never end. */
function useRoom(element: RefObject<HTMLElement | null>, graph: Graph): Room {
  const [room, setRoom] = useState(FIRST_ROOM);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => {
      const { offsetWidth: width, offsetHeight: height } = current;
      if (width > 0 && height > 0) setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, graph]);
  return room;
}

/** A graph drawn in the direction that shows it larger. Arrow keys go from node to node, Enter opens one. */
export function GraphPicture(props: GraphPictureProps): ReactNode {
  const { graph, label, translate } = props;
  const element = useRef<HTMLDivElement>(null);
  const room = useRoom(element, graph);
  const layout = useMemo(() => fittingLayout(graph, graph.edges.map((edge) => translate(edge.label)), room, READABLE), [graph, room, translate]);
  const [chosenZoom, setZoom] = useState<{ readonly of: GraphLayout; readonly zoom: number } | null>(null);
  const zoom = chosenZoom?.of === layout ? chosenZoom.zoom : Math.max(LEGIBLE, fitScale(room, layout));
  const [selected, setSelected] = useState<string | null>(null);
  const choose = (node: GraphNode): void => {
    setSelected(node.id);
    props.onSelect(node);
  };
  const onArrow = (event: KeyboardEvent): void => {
    const next = nextNode(event.key, selected, layout);
    if (next === null) return;
    event.preventDefault();
    element.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  };
  const reachable = selected ?? graph.nodes[0]?.id;
  return (
    <div className="graph-picture">
      <div className="graph-room" ref={element} role="group" aria-label={label}>
        <div className="graph-sizer" style={{ width: layout.width * zoom, height: layout.height * zoom }}>
          <div className="graph-sheet" style={{ width: layout.width, height: layout.height, transform: `scale(${zoom})` }}>
            <Edges {...props} layout={layout} />
            {graph.nodes.map((node) => (
              <Node key={node.id} node={node} at={layout.nodes.get(node.id) ?? { x: 0, y: 0 }} selected={node.id === selected} reachable={node.id === reachable} props={props} onSelect={() => choose(node)} onArrow={onArrow} />
            ))}
          </div>
        </div>
      </div>
      {graph.hidden === 0 ? null : <p className="graph-hidden muted small">{translate(message('graph.hidden', { count: graph.hidden }))}</p>}
      <ZoomBar zoom={zoom} onZoom={(to) => setZoom({ of: layout, zoom: Math.max(ZOOM.min, Math.min(ZOOM.max, to ?? fitScale(room, layout))) })} translate={translate} />
    </div>
  );
}
