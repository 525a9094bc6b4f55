export interface SparklinePath {
  /** SVG path data; one subpath for each run without a gap. */
  readonly line: string;
  /** The last value, and values that stand alone between gaps. */
  readonly dots: readonly { readonly x: number; readonly y: number; readonly last: boolean }[];
}

const MARGIN = 2.5;

/** Scales a series into a box; a constant series lies in the middle. */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): SparklinePath {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return { line: '', dots: [] };
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = values.length > 1 ? (width - 2 * MARGIN) / (values.length - 1) : 0;
  const round = (value: number): number => Math.round(value * 100) / 100;
  const y = (value: number): number => round(span === 0 ? height / 2 : height - MARGIN - ((value - low) / span) * (height - 2 * MARGIN));
  const lastKnown = values.findLastIndex((value) => value !== null);
  const parts: string[] = [];
  const dots: { x: number; y: number; last: boolean }[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const startsRun = index === 0 || values[index - 1] === null;
    const endsRun = index === values.length - 1 || values[index + 1] === null;
    const x = round(MARGIN + index * step);
    parts.push(`${startsRun ? 'M' : 'L'}${x} ${y(value)}`);
    if (index === lastKnown || (startsRun && endsRun)) dots.push({ x, y: y(value), last: index === lastKnown });
  }
  return { line: parts.join(''), dots };
}
