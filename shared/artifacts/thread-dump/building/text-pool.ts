/** Texts by id, stored once each as the bytes they had. Text n is `bytes[offsets[n]..offsets[n + 1]]`; id 0 is "the source did not say". */
export interface TextPool {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

const decoder = new TextDecoder();

/** Texts decoded so far: views and analyzers ask for the same few again and again. */
const decodedTexts = new WeakMap<TextPool, Map<number, string>>();

export function textOf(pool: TextPool, id: number): string {
  if (id === 0) return '';
  let texts = decodedTexts.get(pool);
  if (texts === undefined) {
    texts = new Map();
    decodedTexts.set(pool, texts);
  }
  let text = texts.get(id);
  if (text === undefined) {
    text = decoder.decode(pool.bytes.subarray(pool.offsets[id], pool.offsets[id + 1]));
    texts.set(id, text);
  }
  return text;
}

/** True when text `id` starts with ASCII `prefix`; saves decoding. */
export function textStartsWith(pool: TextPool, id: number, prefix: string): boolean {
  const start = pool.offsets[id] ?? 0;
  const end = pool.offsets[id + 1] ?? 0;
  if (id === 0 || end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (pool.bytes[start + i] !== prefix.charCodeAt(i)) return false;
  return true;
}
