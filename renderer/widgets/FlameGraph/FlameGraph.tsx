/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- boxes are placed by width; the graph itself holds the focus (aria-activedescendant) and its keys */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { CallTree } from '../../../shared/artifacts/call-tree.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import { childrenOf, layOut, shortName, stepFrom, type FlameBox } from './flame-layout.ts';
import './FlameGraph.css';

export interface FlameGraphProps {
  readonly tree: CallTree;
  readonly label: string;
  /** Name of the root's box. */
  readonly rootName: string;
  readonly zoomed: number;
  readonly selected: number;
  /** For each frame whether a search matches it; null without a search. */
  readonly isMatch: readonly boolean[] | null;
  /** What is spoken of a node, and shown when the pointer rests on it. */
  readonly describe: (node: number) => string;
  readonly onSelect: (node: number) => void;
  readonly onZoom: (node: number) => void;
}

const ROW = 20;
/** Of the monospace face at 11 px. */
const CHARACTER = 6.7;
const PADDING = 4;

function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

function boxClass({ tree, isMatch, selected }: FlameGraphProps, { node, isAncestor }: FlameBox): string {
  const frame = tree.frame[node] ?? -1;
  const look = frame < 0 ? 'root' : (tree.frames[frame]?.origin ?? 'jdk');
  const found = isMatch === null || frame < 0 ? '' : isMatch[frame] === true ? ' flame-match' : ' flame-other';
  return `flame-box flame-${look}${found}${isAncestor ? ' flame-caller' : ''}${node === selected ? ' flame-selected' : ''}`;
}

/** Callers above, callees below, as wide as their samples. A click zooms; arrows move, Enter zooms in, Backspace zooms out. */
export function FlameGraph(props: FlameGraphProps): ReactNode {
  const { tree, label, rootName, zoomed, selected, describe, onSelect, onZoom } = props;
  const id = useId();
  const [element, width] = useWidth();
  const children = useMemo(() => childrenOf(tree), [tree]);
  const boxes = useMemo(() => (width === 0 ? [] : layOut(tree, children, zoomed, width)), [tree, children, zoomed, width]);
  const shown = boxes.some(({ node }) => node === selected) ? selected : zoomed;
  const rows = boxes.reduce((most, { row }) => Math.max(most, row), 0) + 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const next = stepFrom(tree, boxes, shown, key);
    if (next !== null) onSelect(next);
    else if (key === 'Enter') onZoom(shown);
    else if (key === 'Backspace') onZoom(Math.max(0, tree.parent[zoomed] ?? 0));
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    document.getElementById(`${id}-${shown}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, shown, zoomed]);
  return (
    <div ref={element} className="flame-graph" role="tree" tabIndex={0} aria-label={label} aria-activedescendant={boxes.length === 0 ? undefined : `${id}-${shown}`} onKeyDown={onKeyDown}>
      <div className="flame-rows" style={{ height: rows * ROW }} role="presentation">
        {boxes.map((box) => {
          const frame = tree.frames[tree.frame[box.node] ?? -1];
          const name = visibleText(frame?.name ?? rootName);
          return (
            <div
              key={box.node}
              id={`${id}-${box.node}`}
              role="treeitem"
              aria-level={box.row + 1}
              aria-selected={box.node === shown}
              aria-label={describe(box.node)}
              className={boxClass({ ...props, selected: shown }, box)}
              style={{ left: box.x, top: box.row * ROW, width: box.width }}
              title={describe(box.node)}
              onClick={() => onZoom(box.node)}
            >
              {box.width < 3 * CHARACTER ? null : shortName(name, Math.floor((box.width - 2 * PADDING) / CHARACTER))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
