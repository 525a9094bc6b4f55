/** Texts by id, stored once each as the bytes they had. Text n is `bytes[offsets[n]..offsets[n + 1]]`; id 0 is "the source did not say". */
export interface TextPool {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

const decoder = new TextDecoder();

export function textOf(pool: TextPool, id: number): string {
  if (id === 0) return '';
  return decoder.decode(pool.bytes.subarray(pool.offsets[id], pool.offsets[id + 1]));
}

/** True when text `id` starts with ASCII `prefix`; saves decoding. */
export function textStartsWith(pool: TextPool, id: number, prefix: string): boolean {
  const start = pool.offsets[id] ?? 0;
  const end = pool.offsets[id + 1] ?? 0;
  if (id === 0 || end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (pool.bytes[start + i] !== prefix.charCodeAt(i)) return false;
  return true;
}
