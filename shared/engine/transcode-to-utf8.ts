import type { EncodingGuess } from './guess-encoding.ts';

/** Turns a capture's bytes into UTF-8, chunk by chunk, so that kinds meet one encoding only. Line breaks stay where they are. */
export interface Transcoder {
  push(chunk: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

const NOTHING = new Uint8Array(0);

export function createTranscoder({ encoding, bomBytes }: EncodingGuess): Transcoder {
  let toSkip = bomBytes;
  const withoutBom = (chunk: Uint8Array): Uint8Array => {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    return skipped === 0 ? chunk : chunk.subarray(skipped);
  };
  if (encoding === 'utf-8') return { push: withoutBom, finish: () => NOTHING };
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  return {
    push: (chunk) => encoder.encode(decoder.decode(withoutBom(chunk), { stream: true })),
    finish: () => encoder.encode(decoder.decode()),
  };
}
