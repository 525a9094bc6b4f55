/** Turns UTF-16 into UTF-8 as it comes. */
export interface TextDecoding {
  push(chunk: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

/** Looks at the byte order mark. `decoding` is null for bytes that need none; `skip` is the mark's length. */
export function createTextDecoding(head: Uint8Array): { readonly decoding: TextDecoding | null; readonly skip: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { decoding: null, skip: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { decoding: transcode('utf-16le'), skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { decoding: transcode('utf-16be'), skip: 2 };
  return { decoding: null, skip: 0 };
}

function transcode(label: string): TextDecoding {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  const encoder = new TextEncoder();
  return {
    push: (chunk) => encoder.encode(decoder.decode(chunk, { stream: true })),
    finish: () => encoder.encode(decoder.decode()),
  };
}
