import type { Envelope, LookInside } from './envelope.ts';
import { bringsMarksToLight, prefixPeeler, type MatchPrefix } from './prefix-peeler.ts';
import { mostMatch } from './sample-lines.ts';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)(?: |$)/;

const match: MatchPrefix = (line) => {
  const found = TIMESTAMP.exec(line);
  return found === null ? null : { length: found[0].length, stream: '' };
};

/** The time that `kubectl logs --timestamps` and `docker logs -t` put before each line. ENV-14 */
export const TIMESTAMPS: Envelope = {
  detect(sample, lookInside) {
    // A logger's time with what it writes after it is one prefix, and told as that.
    const inside: LookInside = (lines) => (lookInside(lines).kinds[0] === 'log-prefix' ? { kinds: [], marks: 0 } : lookInside(lines));
    return mostMatch(sample, TIMESTAMP) && bringsMarksToLight(sample, inside, match) ? { kind: 'timestamps', peeler: prefixPeeler(match) } : null;
  },
};
