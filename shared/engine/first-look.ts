import type { Finding } from '../artifacts/finding.ts';
import { createEngine } from './create-engine.ts';
import type { CaptureInput } from './engine.ts';
import type { OwnRules } from './own-rules/own-rules.ts';

const LF = 10;

/**
 * What the beginning of a long capture shows, for a person who waits for the rest. The artifact that the cut breaks off is left out, as it would seem
 * to lack what comes later; so nothing is told of a beginning with fewer than two artifacts, nor of one in an encoding of two bytes.
 */
export function firstLook(head: Uint8Array, input: CaptureInput, own?: OwnRules): readonly Finding[] {
  const engine = createEngine(undefined, own);
  const read = (bytes: Uint8Array): ReturnType<typeof engine.artifacts> => {
    const ingest = engine.ingest(input);
    ingest.push(bytes);
    ingest.finish();
    return engine.artifacts([input.id]);
  };
  const starts = read(head).map(({ span }) => span.first).toSorted((a, b) => a - b);
  const last = starts.at(-1);
  if (last === undefined || starts.length < 2 || engine.readings()[0]?.encoding.startsWith('utf-16') === true) return [];
  read(head.subarray(0, startOfLine(head, last)));
  return engine.findings([input.id]);
}

/** Byte where a line starts; the end where there are fewer. `line` is 1-based. */
function startOfLine(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const end = bytes.indexOf(LF, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}
