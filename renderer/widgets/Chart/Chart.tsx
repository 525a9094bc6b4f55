import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import { message, type Language } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { Unit } from '../../../shared/base/units.ts';
import { chartColumns, showsLimit, type ChartLine, type ChartPoint } from './chart-series.ts';
import { drawChart, type DrawnChart } from './draw-chart.ts';
import { useThemeCount } from './use-theme-count.ts';
import 'uplot/dist/uPlot.min.css';
import './Chart.css';

export interface ChartProps {
  /** What is measured, in words. */
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly line: ChartLine | null;
  readonly limit: number | null;
  readonly unit: Unit;
  readonly formatX: (x: number) => string;
  readonly language: Language;
  readonly translate: Translate;
}

/** A point in words, for the line under the chart and for those who hear it. */
function pointText(point: ChartPoint | undefined, { unit, language, translate }: ChartProps): string {
  if (point === undefined) return translate(message('chart.hint'));
  const value = point.y === null ? translate(message('table.null')) : formatQuantity(point.y, unit, language);
  return translate(message('chart.point', { name: point.name, value }));
}

function steps(key: string, at: number | null, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, (at ?? count) - 1);
    case 'ArrowRight':
      return Math.min(count - 1, (at ?? -1) + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Values over captures, a line through them, its continuation (dashed) within what is to be expected (shaded), and a limit. Read with the pointer or with arrow keys; its numbers stand in a table beside it. */
export function Chart(props: ChartProps): ReactNode {
  const { label, points, line, limit, unit, formatX, language, translate } = props;
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart>(null);
  const [at, setAt] = useState<number | null>(null);
  const themes = useThemeCount();
  const columns = useMemo(() => chartColumns(points, line, showsLimit(points, line, limit) ? limit : null), [points, line, limit]);
  const limitLabel = limit === null ? '' : translate(message('chart.limit', { limit: formatQuantity(limit, unit, language) }));

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const chart = drawChart(element, columns, { unit, language, formatX, limitLabel }, setAt);
    drawn.current = chart;
    const observer = new ResizeObserver(() => chart.resize(element.clientWidth, element.clientHeight));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      drawn.current = null;
    };
  }, [columns, unit, language, formatX, limitLabel, themes]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = steps(event.key, at, points.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    drawn.current?.mark(next);
  };
  return (
    <figure className="chart">
      <div
        ref={host}
        className="chart-canvas"
        // A slider along the points: arrow keys step, the value is told.
        role="slider"
        tabIndex={0}
        aria-roledescription={translate(message('chart.role'))}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={(at ?? points.length - 1) + 1}
        aria-valuetext={pointText(points[at ?? points.length - 1], props)}
        onKeyDown={onKeyDown}
        onBlur={() => drawn.current?.mark(null)}
      />
      <figcaption className="chart-reading">
        {pointText(at === null ? undefined : points[at], props)}
      </figcaption>
    </figure>
  );
}
