/** Encodings the engine tells apart; each is also a label that TextDecoder knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'euc-kr' | 'latin1';

export interface EncodingGuess {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark; 0 when there is none. */
  readonly bomBytes: number;
}

/** Guesses from a byte order mark, then from the pattern of NUL bytes, then from whether the bytes read as UTF-8. */
export function guessEncoding(head: Uint8Array): EncodingGuess {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  return { encoding: guessUtf16(head) ?? guessByteEncoding(head), bomBytes: 0 };
}

/** ASCII text in UTF-16 has a NUL in nearly every second byte, and in no other. */
function guessUtf16(head: Uint8Array): Encoding | null {
  const sample = head.subarray(0, 4096);
  const pairs = sample.length >> 1;
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (sample[i] === 0) even += 1;
    if (sample[i + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

function guessByteEncoding(head: Uint8Array): Encoding {
  if (!head.some((byte) => byte >= 0x80)) return 'utf-8';
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  let good = 0;
  let bad = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0xfffd) bad += 1;
    else if (unit >= 0x80) good += 1;
  }
  // A single broken sequence in a UTF-8 log does not make it something else.
  if (good >= bad) return 'utf-8';
  return looksLikeEucKr(head) ? 'euc-kr' : 'latin1';
}

/** Hangul in EUC-KR (and its superset CP949) comes as pairs: a lead byte of the Hangul rows and a trail byte. */
function looksLikeEucKr(head: Uint8Array): boolean {
  let paired = 0;
  let single = 0;
  for (let i = 0; i < head.length; i++) {
    const lead = head[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = head[i + 1] ?? 0;
    if (lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) {
      paired += 1;
      i += 1;
    } else single += 1;
  }
  return paired > single * 9;
}
