const BIDI_AND_INVISIBLE = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this file is about
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function codePoint(character: string): string {
  return `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return codePoint(character);
}

/**
 * Evidence text as it may be shown: control characters as their symbols (ESC → ␛), bidi and invisible marks as ⟨U+202E⟩.
 * Nothing that comes out moves a cursor, colours a terminal or reorders text. Tabs stay; callers that need one line give one line.
 */
export function visibleText(text: string): string {
  return text.replace(CONTROL, symbolOf).replace(BIDI_AND_INVISIBLE, codePoint).replace(LONE_SURROGATE, '\ufffd');
}

/** At most `limit` characters, then how many there were; never cuts a surrogate pair. */
export function shortenText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${text.length})`;
}
