import { beginsLikeSsRow } from './read-ss.ts';
import type { SectionId } from './sections.ts';

/** Shapes of rows that nothing else has, for listings whose titles are missing or in another language. SK-02 */
const SHAPES: readonly { readonly id: SectionId; readonly pattern: RegExp }[] = [
  { id: 'netstat', pattern: /^(?:tcp|udp|raw|udplite|sctp)6?\s+\d+\s+\d+\s+\S*:\S+\s+\S*:\S+(?:\s|$)/ },
  { id: 'netstat-unix', pattern: /^unix\s+\d+\s+\[.*?\]\s+[A-Z]+\s/ },
  { id: 'bsd', pattern: /^(?:[0-9a-f]{8,16}\s+){0,2}(?:tcp|udp|icm)(?:4|6|46)\s+\d+\s+\d+\s+\S+\.\S+\s+\S+\.\S+(?:\s|$)/ },
  { id: 'windows', pattern: /^(?:TCP|UDP)\s+\S+:\d+\s+\S+:(?:\d+|\*)(?:\s|$)/ },
  { id: 'proc-inet', pattern: /^\d+: (?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} (?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4} [0-9A-F]{2} / },
  { id: 'proc-unix', pattern: /^[0-9a-f]{8,16}: [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{4} [0-9A-F]{2} +\d+/ },
];

const LONGEST_LOOK = 400;

export function guessSection(bytes: Uint8Array, start: number, end: number): SectionId | null {
  const first = bytes[start] as number;
  // A letter or a digit: most lines of a log fail here, without a string made of them.
  if (!((first >= 48 && first <= 57) || (first >= 65 && first <= 90) || (first >= 97 && first <= 122))) return null;
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + LONGEST_LOOK)));
  const shape = SHAPES.find(({ pattern }) => pattern.test(text));
  if (shape) return shape.id;
  return beginsLikeSsRow(bytes, start, end) && /^(?:\S+\s+)?[A-Z0-9-]+\s+\d+\s+\d+\s+\S*[:*]/.test(text) ? 'ss' : null;
}
