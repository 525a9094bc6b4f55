import { countMarked } from './content-marks.ts';
import type { Envelope } from './envelope.ts';

const BREAK = /<br\s*\/?>/gi;
/** By name: `<clinit>` and `<0x000…>` are no tags. */
const TAG = /<\/?(?:html|head|body|meta|title|link|pre|code|p|div|span|a|b|i|u|em|strong|font|tt|samp|kbd|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|hr|img|blockquote|section|article|button|svg|!doctype)(?:\s[^>]*)?\/?>/gi;
const HIDDEN_LOCK = /^\s+- [a-z ()]+&(?:lt|#60);(?:0x|no object|owner)/i;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos|nbsp|Tab));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', tab: '\t' };

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

function unescapeEntities(text: string): string {
  return text.replaceAll(ENTITY, (_, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    return NAMED[(name ?? '').toLowerCase()] ?? '';
  });
}

function plainLines(text: string): readonly string[] {
  if (!text.includes('<') && !text.includes('&')) return [text];
  return text.split(BREAK).map((part) => unescapeEntities(part.replaceAll(TAG, '')));
}

/** Text copied as HTML: tags, line breaks and entities. ENV-17 */
export const HTML: Envelope = {
  detect(sample) {
    if (!sample.some((line) => /<(?:pre|br|html|body|div|p|code|td)\b|&(?:lt|quot|#34|#60);/i.test(line))) return null;
    const plain = sample.flatMap(plainLines);
    // Of a dump whose quotes were left alone only the addresses of locks are escaped.
    const hasHiddenLock = sample.some((line) => HIDDEN_LOCK.test(line)) && countMarked(plain) > 0;
    if (countMarked(plain) <= countMarked(sample) && !hasHiddenLock) return null;
    return {
      kind: 'html',
      peeler: {
        line(text, first, last, stream, emit) {
          const parts = plainLines(text);
          const isChanged = parts.length > 1 || parts[0] !== text;
          for (const part of parts) if (!isChanged || part !== '' || parts.length > 1) emit(part, first, last, stream);
          return isChanged;
        },
        finish() {},
      },
    };
  },
};
