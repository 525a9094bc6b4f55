import type { ReactNode } from 'react';
import './glyphs.css';

export type Severity = 'critical' | 'warning' | 'info' | 'ok' | 'muted';

// Octagon, triangle, circle, tick, dot: readable without colour.
const SHAPES: Readonly<Record<Severity, ReactNode>> = {
  critical: <path d="M4.9.8h4.2l3 3v4.3l-3 3H4.9l-3-3V3.8Z M6.2 3v3.6h1.6V3Z M6.2 7.7v1.5h1.6V7.7Z" fillRule="evenodd" />,
  warning: <path d="M7 1 13.2 12H.8Z M6.3 4.6v3.6h1.4V4.6Z M6.3 9.2v1.4h1.4V9.2Z" fillRule="evenodd" />,
  info: <path d="M7 1a6 6 0 1 1 0 12A6 6 0 0 1 7 1Zm-.7 2.8v1.5h1.5V3.8Zm0 2.4v4.2h1.5V6.2Z" fillRule="evenodd" />,
  ok: <path d="m2 7.4 1.2-1.3 2.6 2.4 5-5.3L12 4.4l-6.2 6.6Z" />,
  muted: <circle cx="7" cy="7" r="3" />,
};

export interface SeverityGlyphProps {
  readonly severity: Severity;
  /** Spoken and shown on hover; leave out where the word stands beside the glyph. */
  readonly label?: string;
}

export function SeverityGlyph({ severity, label }: SeverityGlyphProps): ReactNode {
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={`glyph severity-${severity}`} width={14} height={14} viewBox="0 0 14 14" {...spoken}>
      {label === undefined ? null : <title>{label}</title>}
      {SHAPES[severity]}
    </svg>
  );
}
