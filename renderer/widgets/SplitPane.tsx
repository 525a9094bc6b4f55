/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/prefer-tag-over-role -- a window splitter is a focusable separator (WAI-ARIA) */
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { boundedSize, sizeAfterKey } from './split-size.ts';
import './SplitPane.css';

export interface SplitPaneProps {
  readonly first: ReactNode;
  /** The pane that takes the rest of the room. */
  readonly children: ReactNode;
  /** Spoken name of the border, e.g. "Width of the navigator". */
  readonly label: string;
  /** Of the first pane, in px. */
  readonly initialSize: number;
  readonly minSize?: number;
  readonly maxSize?: number;
  /** Side by side, or one above the other. */
  readonly direction?: 'row' | 'column';
}

/** Two panes with a border that drags, or moves by the arrow keys. */
export function SplitPane({ first, children, label, initialSize, minSize = 120, maxSize = 1200, direction = 'row' }: SplitPaneProps): ReactNode {
  const bounds = { min: minSize, max: maxSize };
  const [size, setSize] = useState(boundedSize(initialSize, bounds));
  const [drag, setDrag] = useState<{ readonly from: number; readonly size: number } | null>(null);
  const at = (event: PointerEvent): number => (direction === 'row' ? event.clientX : event.clientY);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: at(event), size });
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (drag !== null) setSize(boundedSize(drag.size + at(event) - drag.from, bounds));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = sizeAfterKey(event.key, size, bounds);
    if (next === null) return;
    event.preventDefault();
    setSize(next);
  };
  return (
    <div className={`split split-${direction}`} style={{ '--split-size': `${size}px` } as CSSProperties}>
      <div className="split-first">{first}</div>
      <div
        role="separator"
        tabIndex={0}
        className="split-border"
        aria-label={label}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuenow={size}
        aria-valuemin={minSize}
        aria-valuemax={maxSize}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => setDrag(null)}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={() => setSize(boundedSize(initialSize, bounds))}
        onKeyDown={onKeyDown}
      />
      <div className="split-rest">{children}</div>
    </div>
  );
}
