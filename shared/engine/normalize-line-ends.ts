const LF = 10;
const CR = 13;

/**
 * Turns each CR that no LF follows into LF, so that kinds need to know LF and CRLF only.
 * A run of CRs before an LF is one line end and passes unchanged. Returned bytes may be views into the chunk given.
 */
export interface LineEndNormalizer {
  push(chunk: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

export function createLineEndNormalizer(): LineEndNormalizer {
  let heldCrs = 0;
  return {
    push(chunk) {
      if (heldCrs === 0 && !chunk.includes(CR)) return chunk;
      let end = chunk.length;
      while (end > 0 && chunk[end - 1] === CR) end -= 1;
      if (end === 0) {
        heldCrs += chunk.length;
        return chunk.subarray(0, 0);
      }
      const held = heldCrs;
      heldCrs = chunk.length - end;
      if (held === 0) return withLoneCrsReplaced(chunk.subarray(0, end));
      const joined = new Uint8Array(held + end).fill(CR, 0, held);
      joined.set(chunk.subarray(0, end), held);
      return withLoneCrsReplaced(joined);
    },
    finish() {
      const rest = new Uint8Array(heldCrs).fill(LF);
      heldCrs = 0;
      return rest;
    },
  };
}

/** The last byte is not a CR. */
function withLoneCrsReplaced(bytes: Uint8Array): Uint8Array {
  let copy: Uint8Array | null = null;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at)) {
    let after = at + 1;
    while (bytes[after] === CR) after += 1;
    if (bytes[after] !== LF) {
      copy ??= bytes.slice();
      copy.fill(LF, at, after);
    }
    at = after;
  }
  return copy ?? bytes;
}
