import { expectedAt, type RobustFit } from '../../../shared/base/robust-fit.ts';

export interface ChartPoint {
  /** ms since 1970, or the number of the capture from 0. */
  readonly x: number;
  /** null where that capture says nothing: a gap. */
  readonly y: number | null;
  /** What the point is called, e.g. its capture. */
  readonly name: string;
}

/** A line through the points; `isTrusted` continues it beyond the last one. */
export interface ChartLine {
  readonly fit: RobustFit;
  readonly isTrusted: boolean;
  /** Where the continuation ends, on the scale of x. */
  readonly until: number;
}

type Values = (number | null | undefined)[];

/** Aligned columns: x, measured, line over the past, line ahead, upper and lower edge of what is to be expected, limit. */
export type ChartColumns = readonly [xs: number[], measured: Values, past: Values, ahead: Values, high: Values, low: Values, limit: Values];

const SAMPLES = 48;

/** What is drawn. undefined passes over an x that belongs to another line; null is a gap. */
export function chartColumns(points: readonly ChartPoint[], line: ChartLine | null, limit: number | null): ChartColumns {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 0;
  const end = line?.isTrusted === true ? Math.max(last, line.until) : last;
  const samples = line === null ? [] : Array.from({ length: SAMPLES + 1 }, (_, i) => first + ((end - first) * i) / SAMPLES);
  const xs = [...new Set([...points.map(({ x }) => x), ...samples, last])].sort((a, b) => a - b);
  const measured = new Map(points.map(({ x, y }) => [x, y]));
  const at = (x: number, pick: 'low' | 'value' | 'high'): number | null => (line === null ? null : expectedAt(line.fit, x)[pick]);
  return [
    xs,
    xs.map((x) => measured.get(x)),
    xs.map((x) => (x <= last ? at(x, 'value') : null)),
    xs.map((x) => (x >= last && end > last ? at(x, 'value') : null)),
    xs.map((x) => (line?.isTrusted === true ? at(x, 'high') : null)),
    xs.map((x) => (line?.isTrusted === true ? Math.max(0, at(x, 'low') ?? 0) : null)),
    xs.map(() => limit),
  ];
}

/** How far ahead the line is drawn: to the limit when it is near, else half the observed span. */
export function lineEnd(points: readonly ChartPoint[], meetsAt: number | null): number {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 0;
  const span = last - first;
  return meetsAt !== null && meetsAt - last <= span * 4 ? meetsAt + span * 0.05 : last + span * 0.5;
}

/** The limit stretches the picture only when the values come near it; a far one would flatten them to a line. */
export function showsLimit(points: readonly ChartPoint[], line: ChartLine | null, limit: number | null): boolean {
  if (limit === null) return false;
  const known = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const top = Math.max(...known, line?.isTrusted === true ? expectedAt(line.fit, line.until).high : -Infinity);
  return limit <= top * 3;
}
