/** OpenSSH host patterns: `*`, `?`, and `!` for "but not". One negated match outweighs all others. */
export function matchesPatternList(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

/** Backtracks to the last star only, so that a line of many stars stays cheap. */
function matchesPattern(pattern: string, name: string): boolean {
  const [p, n] = [pattern.toLowerCase(), name.toLowerCase()];
  let [i, j, starAt, resumeAt] = [0, 0, -1, 0];
  while (j < n.length) {
    if (i < p.length && (p[i] === '?' || (p[i] !== '*' && p[i] === n[j]))) {
      i += 1;
      j += 1;
    } else if (p[i] === '*') {
      starAt = i;
      resumeAt = j;
      i += 1;
    } else if (starAt >= 0) {
      i = starAt + 1;
      resumeAt += 1;
      j = resumeAt;
    } else return false;
  }
  while (p[i] === '*') i += 1;
  return i === p.length;
}
