/** Part of a workbench file: a data block of base64 over gzip, that no browser runs. */
export const CASE_PART = 'case';
export const CODE_PART = 'code';
export const STYLE_PART = 'style';

/** Takes a part out of the page, still compressed, so that its text is held no longer; null where the file has none of that name. */
export function takePart(name: string): Uint8Array<ArrayBuffer> | null {
  const block = document.querySelector(`script[data-part="${CSS.escape(name)}"]`);
  if (block === null) return null;
  const text = atob(block.textContent);
  block.remove();
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Rejects when the bytes are no gzip or were changed: gzip ends with a checksum. */
export async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}
