import type { ReactNode } from 'react';
import './glyphs.css';

/** The six looks a thread state can have; every state a source prints falls into one. */
export type StateLook = 'runnable' | 'blocked' | 'waiting' | 'timed-waiting' | 'virtual' | 'none';

const LOOK_OF: Readonly<Record<string, StateLook>> = {
  RUNNABLE: 'runnable',
  BLOCKED: 'blocked',
  WAITING: 'waiting',
  TIMED_WAITING: 'timed-waiting',
  VIRTUAL: 'virtual',
};

/** Accepts the state as printed, with or without its detail: `WAITING (parking)`. */
export function stateLook(state: string): StateLook {
  const word = /^[A-Za-z_]+/.exec(state)?.[0]?.toUpperCase() ?? '';
  return (Object.hasOwn(LOOK_OF, word) ? LOOK_OF[word] : undefined) ?? 'none';
}

const LOOK_OF_LETTER: Readonly<Record<string, StateLook>> = { R: 'runnable', B: 'blocked', W: 'waiting', T: 'timed-waiting' };

/** Letters of a state strip: R, B, W and T; anything else (no state, not there) looks like none. */
export function stripLook(letter: string): StateLook {
  return (Object.hasOwn(LOOK_OF_LETTER, letter) ? LOOK_OF_LETTER[letter] : undefined) ?? 'none';
}

// One silhouette each, so that the colour is never the only difference: play, stop, pause, clock, diamond, ring.
const SHAPES: Readonly<Record<StateLook, ReactNode>> = {
  runnable: <path d="M3 1.8 10.5 6 3 10.2Z" />,
  blocked: <path d="M3.9 1h4.2L11 3.9v4.2L8.1 11H3.9L1 8.1V3.9Z M3 5.2v1.6h6V5.2Z" fillRule="evenodd" />,
  waiting: <path d="M2.5 2h2.6v8H2.5Z M6.9 2h2.6v8H6.9Z" />,
  'timed-waiting': <path d="M6 .8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 6 .8Zm0 1.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4Zm-.6 1.2h1.3v2.2l1.7 1-.7 1.1-2.3-1.4Z" fillRule="evenodd" />,
  virtual: <path d="M6 .6 11.4 6 6 11.4.6 6Z" />,
  none: <path d="M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM6 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z" fillRule="evenodd" />,
};

export interface StateGlyphProps {
  readonly state: string;
  /** Spoken and shown on hover; leave out where the state's word stands beside the glyph. */
  readonly label?: string;
}

export function StateGlyph({ state, label }: StateGlyphProps): ReactNode {
  const look = stateLook(state);
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={`glyph state-${look}`} width={12} height={12} viewBox="0 0 12 12" {...spoken}>
      {label === undefined ? null : <title>{label}</title>}
      {SHAPES[look]}
    </svg>
  );
}
