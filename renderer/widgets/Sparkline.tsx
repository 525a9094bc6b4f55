import type { ReactNode } from 'react';
import { sparklinePath } from '../../shared/base/sparkline-path.ts';

export interface SparklineProps {
  /** One value for each capture in time order; null where the source did not say, drawn as a gap. */
  readonly values: readonly (number | null)[];
  /** Says what the line shows, for those who cannot see it. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** A line without axes, for the shape of a series only; the numbers stand beside it. */
export function Sparkline({ values, label, width = 96, height = 20 }: SparklineProps): ReactNode {
  const { line, dots } = sparklinePath(values, width, height);
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={line} fill="none" stroke="var(--text-muted)" strokeWidth={1.25} strokeLinejoin="round" />
      {dots.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={dot.last ? 2 : 1.25} fill={dot.last ? 'var(--accent)' : 'var(--text-muted)'} />
      ))}
    </svg>
  );
}
