import { hexToIpv4, isHarmlessIpv4, standInHex } from './ip-address.ts';
import type { TokenBook } from './token-book.ts';

const ROW = /^\s*\d+: (?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} (?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} /;
const ADDRESS = /(?<=[ ])([0-9A-F]{32}|[0-9A-F]{8})(?=:[0-9A-F]{4} )/g;
const HARMLESS = /^0+(?:01000000)?$/;

/** `/proc/net/tcp` has room for digits only: an address becomes the hex form of 240.x.y.z, whose last three numbers are that of its `<ip-n>`. */
export function withoutHexAddresses(line: string, book: TokenBook, replaced: (before: string, after: string) => void): string {
  if (!ROW.test(line)) return line;
  return line.replaceAll(ADDRESS, (hex) => {
    const v4 = hexToIpv4(hex);
    if (v4 === null ? HARMLESS.test(hex) : isHarmlessIpv4(v4, '') || v4.startsWith('240.')) return hex;
    const after = standInHex(book.numberOf('ip', v4 ?? hex), hex);
    replaced(v4 ?? hex, after);
    return after;
  });
}
