const AT_ONCE = 8192;
/** JavaScript takes U+00A0 for white space, but the byte 0xA0 is a part of letters in UTF-8 and EUC-KR. */
const NO_SPACE = 0x1a0;

/** One character a byte, whatever the encoding, so that what is not replaced comes out as it went in. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return text.includes('\u{a0}') ? text.replaceAll('\u{a0}', String.fromCharCode(NO_SPACE)) : text;
}

export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) & 0xff;
  return bytes;
}

/** As people read it: the bytes taken for UTF-8. */
export function readableText(text: string): string {
  return new TextDecoder().decode(bytesOfText(text));
}

export function byteTextOf(readable: string): string {
  return textOfBytes(new TextEncoder().encode(readable));
}
