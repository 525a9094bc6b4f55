import { useEffect, useState } from 'react';
import { shortenText, visibleText } from '../../../shared/base/visible-text.ts';
import type { RawLines } from '../../../shared/host-api/views.ts';
import { holds, partAround, type LinePart } from './raw-window.ts';

export interface RawSource {
  /** Lines of the capture. */
  readonly total: number;
  /** Lines `from..from+count-1`, 1-based. */
  lines(from: number, count: number): Promise<RawLines>;
}

export interface LoadedPart extends LinePart {
  readonly text: string;
  /** Some lines are shorter here than in the evidence. */
  readonly cut: boolean;
  /** The line to stand at the top of the screen; null keeps the one that stands there. */
  readonly top: number | null;
}

export interface RawPart {
  readonly loaded: LoadedPart | null;
  readonly loading: boolean;
  readonly failure: unknown;
  /** `top` as in LoadedPart. */
  readonly show: (part: LinePart, top: number | null) => void;
  readonly retry: () => void;
}

/** Longer lines stall an editor; the evidence keeps them whole. */
const SHOWN_CHARACTERS = 10_000;

function loadedPart(part: LinePart, top: number | null, { lines, cut }: RawLines): LoadedPart {
  const shown = lines.map((line) => visibleText(shortenText(line, SHOWN_CHARACTERS)));
  return { first: part.first, last: part.first + lines.length - 1, text: shown.join('\n'), top, cut: cut || lines.some((line) => line.length > SHOWN_CHARACTERS) };
}

interface Asked {
  readonly source: RawSource;
  readonly line: number | null;
  readonly part: LinePart;
  readonly top: number | null;
}

/** The part of a raw text that is held: the one around the asked line, until another is asked for. What is shown stays until the next is here. */
export function useRawPart(source: RawSource, line: number | null): RawPart {
  const [asked, setAsked] = useState<Asked>({ source, line, part: partAround(line, source.total), top: null });
  if (asked.source !== source || asked.line !== line) {
    const keeps = asked.source === source && (line === null || holds(asked.part, line));
    setAsked({ source, line, part: keeps ? asked.part : partAround(line, source.total), top: keeps ? asked.top : null });
  }
  const [state, setState] = useState<{ readonly of: LinePart | null; readonly loaded: LoadedPart | null; readonly failure: unknown }>({ of: null, loaded: null, failure: null });
  const { part, top } = asked;
  useEffect(() => {
    let isCurrent = true;
    const count = part.last - part.first + 1;
    const answer = count <= 0 ? Promise.resolve<RawLines>({ from: 1, total: 0, lines: [], cut: false }) : source.lines(part.first, count);
    answer.then(
      (lines) => isCurrent && setState({ of: part, loaded: loadedPart(part, top, lines), failure: null }),
      (failure: unknown) => isCurrent && setState((before) => ({ ...before, of: part, failure: failure ?? new Error('unknown') })),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, part, top]);
  return {
    loaded: state.loaded,
    loading: state.of !== part,
    failure: state.of === part ? state.failure : null,
    show: (next, at) => setAsked((before) => ({ ...before, part: next, top: at })),
    retry: () => setAsked((before) => ({ ...before, part: { ...before.part } })),
  };
}
