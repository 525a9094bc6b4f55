import type { Envelope } from './envelope.ts';
import { PartialLines } from './partial-lines.ts';
import { joinStreams } from './prefix-peeler.ts';
import { mostMatch } from './sample-lines.ts';

/** `2026-11-21T12:09:49.123456789Z stdout F text`; the tag P says that the line goes on. */
const CRI = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d) (stdout|stderr) ([PF])(?::\S*)?(?: |$)/;

/** The log format of container runtimes under Kubernetes. ENV-13 */
export const CRI_LOG: Envelope = {
  detect(sample) {
    if (!mostMatch(sample, CRI)) return null;
    const pieces = new PartialLines();
    return {
      kind: 'cri',
      peeler: {
        line(text, first, last, stream, emit) {
          const found = CRI.exec(text);
          if (found === null) {
            emit(text, first, last, stream);
            return false;
          }
          pieces.add(text.slice(found[0].length), first, last, joinStreams(stream, found[1] ?? ''), found[2] === 'F', emit);
          return true;
        },
        finish: (emit) => pieces.finish(emit),
      },
    };
  },
};
