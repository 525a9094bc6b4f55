import { countMarked } from './content-marks.ts';
import type { LookInside, Peeler } from './envelope.ts';

/** What stands before the tool's text on one line: its length, and the stream that it names ('' for none). */
export interface Prefix {
  readonly length: number;
  readonly stream: string;
}

export type MatchPrefix = (line: string) => Prefix | null;

/** Takes a prefix off each line that has one; other lines pass. */
export function prefixPeeler(match: MatchPrefix, unescape: (text: string) => string = (text) => text): Peeler {
  return {
    line(text, first, last, stream, emit) {
      const prefix = match(text);
      if (prefix === null) {
        emit(text, first, last, stream);
        return false;
      }
      emit(unescape(text.slice(prefix.length)), first, last, joinStreams(stream, prefix.stream));
      return true;
    },
    finish() {},
  };
}

export function joinStreams(outer: string, inner: string): string {
  if (outer === '' || inner === '') return outer + inner;
  return `${outer}/${inner}`;
}

/** A prefix is taken off only where a tool's text comes to light, if need be further inside: logs of other sense keep their times. */
export function bringsMarksToLight(sample: readonly string[], lookInside: LookInside, match: MatchPrefix, unescape: (text: string) => string = (text) => text): boolean {
  const peeled = sample.map((line) => {
    const prefix = match(line);
    return prefix === null ? line : unescape(line.slice(prefix.length));
  });
  return lookInside(peeled).marks > countMarked(sample);
}
