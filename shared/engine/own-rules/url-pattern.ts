import type { NamedRequest } from '../../correlate/url-in-thread-name.ts';
import { LinearCaptures } from '../linear-regex/linear-captures.ts';
import { BudgetSpent } from '../linear-regex/matcher.ts';
import { PatternError } from '../linear-regex/pattern.ts';

/** Work for one name: much more than any sane pattern takes. */
const BUDGET = 1_000_000;

/** Reads what a thread's name says of its request by a person's own pattern. Throws PatternError for one that is refused or has no group `url`. */
export function urlPattern(pattern: string): (name: string) => NamedRequest | null {
  const captures = new LinearCaptures(pattern);
  if (!captures.names.includes('url')) throw new PatternError('syntax', 1, '(?<url>…)');
  return (name) => {
    const groups = findIn(captures, name);
    const url = groups?.get('url');
    if (groups === null || url === undefined || url === '') return null;
    const start = Number(groups.get('start') ?? Number.NaN);
    return { url, method: groups.get('method') ?? null, user: groups.get('user') ?? null, startedAtMs: Number.isNaN(start) ? null : start };
  };
}

/** A pattern that takes too much work says nothing of that name. */
function findIn(captures: LinearCaptures, name: string): ReadonlyMap<string, string> | null {
  try {
    return captures.find(name, { left: BUDGET });
  } catch (error) {
    if (error instanceof BudgetSpent) return null;
    throw error;
  }
}
