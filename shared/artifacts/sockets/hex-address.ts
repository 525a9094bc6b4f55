/** `0100007F` → 127.0.0.1; 32 digits → an IPv6 address in its shortest form. The kernel prints each 32-bit word as the machine stores it, which is little-endian on all that matter. */
export function hexAddress(hex: string): string {
  const bytes: number[] = [];
  for (let word = 0; word + 8 <= hex.length; word += 8) for (let byte = 6; byte >= 0; byte -= 2) bytes.push(Number.parseInt(hex.slice(word + byte, word + byte + 2), 16));
  return bytes.length === 4 ? bytes.join('.') : ipv6Text(bytes);
}

/** RFC 5952: small letters, no leading zeros, the longest run of zero groups as `::`; an IPv4 address inside is written as one. */
function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[i * 2] ?? 0) << 8) | (bytes[i * 2 + 1] ?? 0));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return `::ffff:${bytes.slice(12).join('.')}`;
  let longest = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > longest.length) longest = { at, length };
  }
  const words = groups.map((group) => group.toString(16));
  if (longest.at < 0) return words.join(':');
  return `${words.slice(0, longest.at).join(':')}::${words.slice(longest.at + longest.length).join(':')}`;
}
