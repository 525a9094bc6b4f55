import type { Envelope } from './envelope.ts';

// Control sequences (colours), operating system commands (titles, links), and other escapes of two or three characters.
// oxlint-disable-next-line no-control-regex -- these are what is sought
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -/]*[0-~])/g;

/** Colours and other escapes of terminals. ENV-11 */
export const ANSI: Envelope = {
  detect(sample) {
    if (!sample.some((line) => line.includes('\u001B['))) return null;
    return {
      kind: 'ansi',
      peeler: {
        line(text, first, last, stream, emit) {
          const isColoured = text.includes('\u001B');
          emit(isColoured ? text.replaceAll(ESCAPES, '') : text, first, last, stream);
          return isColoured;
        },
        finish() {},
      },
    };
  },
};
