/** OpenSSH pattern lists of host names: `*`, `?`, and `!` for "but not". One negated match outweighs all others; case does not count. */
export function matchesPatternList(patterns: readonly string[], name: string): boolean {
  return matchesExactly(patterns.map((pattern) => pattern.toLowerCase()), name.toLowerCase());
}

/** The same where case counts: user names, and the `Host` lines of ssh_config. */
export function matchesExactly(patterns: readonly string[], name: string): boolean {
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
  const p = pattern;
  const n = name;
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

/** A name of a file against `*`, `?` and `[…]`. */
export function matchesGlob(glob: string, name: string): boolean {
  const source = Array.from(glob.matchAll(/\[!?\]?[^\]]*\]|[^]/g), ([part]) => {
    if (part === '*') return '[^]*';
    if (part === '?') return '[^]';
    if (part.length > 1) return `[${part.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    return part.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  }).join('');
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return glob === name; // no valid set of characters
  }
}
