/** Loopback, wildcard, broadcast, masks, and what is a version rather than an address. `lead` is the word before it, if any. */
export function isHarmlessIpv4(value: string, lead: string): boolean {
  const octets = value.split('.').map(Number);
  if (octets.some((octet) => octet > 255) || /(?:^|\.)0\d/.test(value)) return true;
  const [first] = octets;
  return first === 127 || first === 0 || first === 255 || /^(?:jdk|jre|openjdk|java|temurin|zulu|corretto|v|version|vm|build|release|ver|revision)[-_ ]$/i.test(lead);
}

/** Loopback, wildcard, and runs of hex digits and colons that are times or something else. */
export function isHarmlessIpv6(value: string): boolean {
  if (!/\d/.test(value) || value.includes(':::') || /^(?:::1?|::1:\d{1,5}|::ffff|::ffff:0)$/i.test(value)) return true;
  const halves = value.split('::');
  if (halves.length > 2) return true;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => group.length === 0 || group.length > 4)) return true;
  return halves.length === 2 ? groups.length < 2 || groups.length > 8 : groups.length !== 8;
}

/** Where netstat prints `address:port` without brackets: how many characters of the value are the address. */
export function withoutPort(value: string): number {
  const colon = value.lastIndexOf(':');
  return colon > 0 && /^\d{1,5}$/.test(value.slice(colon + 1)) ? colon : value.length;
}

const HEX_V4 = /^[0-9A-F]{8}$/;
const MAPPED = '0000000000000000FFFF0000';

/** An IPv4 address as `/proc/net/tcp` prints it on little-endian machines, also mapped into IPv6; null for others. */
export function hexToIpv4(hex: string): string | null {
  const digits = hex.length === 32 && hex.startsWith(MAPPED) ? hex.slice(24) : hex;
  if (!HEX_V4.test(digits)) return null;
  return [6, 4, 2, 0].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)).join('.');
}

/** The address that stands for `<ip-n>` where only digits are read: 240.0.0.0/8 is in use by nobody. */
export function standInHex(n: number, like: string): string {
  const byte = (value: number): string => (value & 255).toString(16).toUpperCase().padStart(2, '0');
  const v4 = byte(n) + byte(n >> 8) + byte(n >> 16) + byte(240);
  return like.length === 8 ? v4 : MAPPED + v4;
}
