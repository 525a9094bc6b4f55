import { BudgetSpent, LinearMatcher } from '../linear-regex/matcher.ts';

/** Work for one text: much more than any sane pattern takes. */
const BUDGET = 1_000_000;

/** A person's pattern, which answers in bounded time; one that takes too much work does not match. Throws PatternError for one that is refused. */
export class BoundedPattern {
  readonly #matcher: LinearMatcher;

  constructor(pattern: string) {
    this.#matcher = new LinearMatcher(pattern);
  }

  test(text: string): boolean {
    try {
      return this.#matcher.test(text, { left: BUDGET });
    } catch (error) {
      if (error instanceof BudgetSpent) return false;
      throw error;
    }
  }
}
