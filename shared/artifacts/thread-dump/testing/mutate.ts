/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const INSERTED = [
  '', '"', 'at x.Y.z(Y.java:1)', '\tat a.B.c(B.java:1)', '\t- locked <0x1> (a X)', '\t- waiting to lock <0x2> (a X)', '\t- <', '\t- None', '   Locked ownable synchronizers:', 'JNI global refs: 1, weak refs: 0', 'Heap', ' PSYoungGen 1K',
  'Found one Java-level deadlock:', '=====', '"main":', '  which is held by "b"', 'Java stack information for the threads listed above:', 'Found 1 deadlock.', 'Threads class SMR info:', '}', '0x1', 'java.lang.Exception: x', 'Full thread dump VM (1):',
  '2026-11-21 12:09:49', '4242:', '   Mounted virtual thread #3', '   Carrying virtual thread #3', 'os_prio=31 tid=0x1 nid=1 runnable "x" #4 prio=5 tid=0x1 nid=2 runnable', '   java.lang.Thread.State: BLOCKED (on object monitor)', '   java.lang.Thread.State: X',
  '"a', 'b" #2 prio=5 tid=0x1 nid=0x1 runnable', '" #1', 'name with "quotes" prio=5 tid=0x1', '\t- waiting on the Class initialization monitor for A', '\t- eliminated <owner is scalar replaced> (a X)', '"x" #1 new="a b" prio=5 tid=0x1 nid=0x1 runnable',
];
const PIECES = ['"', ' ', '\t', '#7', 'prio=5', ' tid=0x7f', 'nid=0x1', '=', '[', ']', '<', '>', 'daemon ', ',', '.', '-', ':', '\r', 'at ', 'é', 'id=1'];

function pick<Item>(items: readonly Item[], random: () => number, otherwise: Item): Item {
  return items[Math.floor(random() * items.length)] ?? otherwise;
}

/** One change to one or two lines. */
function mutateLine(lines: string[], random: () => number): void {
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const column = Math.floor(random() * (line.length + 1));
  switch (Math.floor(random() * 9)) {
    case 0: lines.splice(at, 1); break;
    case 1: lines.splice(at, 0, line); break;
    case 2: lines.splice(at, 0, pick(INSERTED, random, '')); break;
    case 3: lines[at] = line.slice(0, column); break;
    case 4: lines[at] = line.slice(0, column) + pick(PIECES, random, '') + line.slice(column); break;
    case 5: lines[at] = line.slice(0, column) + line.slice(column + 1); break;
    case 6: lines.splice(at, 2, `${line}${lines[at + 1] ?? ''}`); break;
    case 7: lines[at] = line.split(' ').toSorted(() => random() - 0.5).join(' '); break;
    default: lines.splice(at, 2, lines[at + 1] ?? '', line);
  }
}

/** A part of a capture, Latin-1, with a few changes. */
export function mutated(lines: readonly string[], random: () => number, maxLines: number): string {
  const from = Math.floor(random() * Math.max(1, lines.length - maxLines / 2));
  const part = lines.slice(from, from + 1 + Math.floor(random() * maxLines));
  for (let changes = 1 + Math.floor(random() * 5); changes > 0; changes--) mutateLine(part, random);
  return part.join(random() < 0.1 ? '\r\n' : '\n');
}
