import { countMarked } from './content-marks.ts';
import type { Envelope } from './envelope.ts';

const FENCE = /^\s*(?:`{3,}|~{3,})\s*[\w.+-]*\s*$|^\s*\{(?:noformat|code)(?::[^}]*)?\}\s*$/;

/** The lines that open and close a block of code in Markdown or Jira. ENV-18 */
export const FENCES: Envelope = {
  detect(sample) {
    if (!sample.some((line) => FENCE.test(line)) || countMarked(sample) === 0) return null;
    return {
      kind: 'fences',
      peeler: {
        line(text, first, last, stream, emit) {
          const isFence = FENCE.test(text);
          if (!isFence) emit(text, first, last, stream);
          return isFence;
        },
        finish() {},
      },
    };
  },
};
