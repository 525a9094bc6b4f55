import type { Envelope } from './envelope.ts';
import { bringsMarksToLight, prefixPeeler, type MatchPrefix } from './prefix-peeler.ts';
import { mostMatch } from './sample-lines.ts';

/** Each names where a line came from in its first group. */
const SHAPES: readonly RegExp[] = [
  // docker compose: `web-1  | text`
  /^([A-Za-z0-9][\w.-]*) *\|(?: |$)/,
  // kubectl logs --prefix: `[pod/web-1/app] text`
  /^\[(pod\/[^\s\]]+)\](?: |$)/,
  // stern, kubetail: `web-7d9f8b6c5-x2x4k app text`, `[web-7d9f8b6c5-x2x4k app] text`
  /^\[?([a-z0-9][a-z0-9.-]*-[a-z0-9]{1,10} [a-z0-9][a-z0-9-]*)\]?(?: |$)/,
  // many collectors: `[web-1] text`, `web-1: text`, `web-1 > text`
  /^\[([A-Za-z][\w.:/-]*)\](?: |$)/,
  /^([A-Za-z][\w.-]*-\w+) ?[:>](?: |$)/,
];

/** The container or pod before each line; lines of different ones are read apart. ENV-15 */
export const SOURCE_PREFIX: Envelope = {
  detect(sample, lookInside) {
    for (const shape of SHAPES) {
      if (!mostMatch(sample, shape)) continue;
      const match: MatchPrefix = (line) => {
        const found = shape.exec(line);
        return found === null ? null : { length: found[0].length, stream: found[1] ?? '' };
      };
      if (bringsMarksToLight(sample, lookInside, match)) return { kind: 'source-prefix', peeler: prefixPeeler(match) };
    }
    return null;
  },
};
