/** Names of pool threads differ in a number: `http-nio-8080-exec-3`. An address or a long id is no number of a pool and always goes. */
const ADDRESS_OR_ID = /\d+(?:\.\d+){3}(?::\d+)?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|0x[0-9a-f]+|@[0-9a-f]{4,}/gi;
/** Names alone in all but their numbers that make a pool: C1 and C2 are two compilers. */
const FEWEST = 3;
const LAST_NUMBER = /\d+(?=\D*$)/;

/** A digit inside a word belongs to it: `G1 Service`. */
const NUMBERS = /(?<![A-Za-z])\d+|\d{4,}|\d+$/g;

/** All numbers taken out: `pool-N-thread-N`. */
export function namePattern(name: string): string {
  return name.replace(ADDRESS_OR_ID, 'N').replace(NUMBERS, 'N');
}

/**
 * The pool each name belongs to. A pool keeps the numbers its members share (`pool-2-thread-N`);
 * names that would stand alone so join those they differ from in other numbers (`pool-N-thread-N`: a new pool for each task).
 */
export function poolPatterns(names: readonly string[]): readonly string[] {
  const near = names.map((name) => name.replace(ADDRESS_OR_ID, 'N').replace(LAST_NUMBER, 'N'));
  const members = new Map<string, number>();
  for (const pattern of near) members.set(pattern, (members.get(pattern) ?? 0) + 1);
  const far = new Map<string, number>();
  near.forEach((pattern) => {
    if (members.get(pattern) !== 1) return;
    const wide = namePattern(pattern);
    far.set(wide, (far.get(wide) ?? 0) + 1);
  });
  return near.map((pattern, index) => {
    if (members.get(pattern) !== 1) return pattern;
    const wide = namePattern(pattern);
    return (far.get(wide) ?? 0) >= FEWEST ? wide : (names[index] ?? pattern);
  });
}
