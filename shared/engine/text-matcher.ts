import { message, type Message } from '../base/message.ts';
import { BadQuery, patternFault } from './bad-query.ts';
import { BudgetSpent, LinearMatcher } from './linear-regex/matcher.ts';
import { PatternError } from './linear-regex/pattern.ts';

export type TextMatcher = (text: string) => boolean;

/** Work of one regex filter, in units of text: about 200 ms of a core that others use too. */
const REGEX_BUDGET = 36_000_000;

/** The text is taken letter by letter, without case, so no pattern of a user can run away. */
export function textMatcher(text: string): TextMatcher {
  const pattern = literalPattern(text, '');
  return (entry) => pattern.test(entry);
}

export function prefixMatcher(text: string): TextMatcher {
  const pattern = literalPattern(text, '^');
  return (entry) => pattern.test(entry);
}

function literalPattern(text: string, before: string): RegExp {
  return new RegExp(before + text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), 'i');
}

/** A user's regular expression, in time linear in the text and never for longer than its budget. Throws BadQuery, at once or while matching. */
export function regexMatcher(pattern: string): TextMatcher {
  const matcher = openMatcher(pattern);
  const budget = { left: REGEX_BUDGET };
  const holdsLiteral = matcher.literal === '' ? null : literalPattern(matcher.literal, '');
  return (entry) => {
    try {
      if (holdsLiteral !== null && !holdsLiteral.test(entry)) return false;
      return matcher.test(entry, budget);
    } catch (error) {
      throw error instanceof BudgetSpent ? new BadQuery(message('query.too-costly', { pattern })) : error;
    }
  };
}

/** Why a regular expression would be refused; null when it would not. For telling a person while they type. */
export function regexFault(pattern: string): Message | null {
  try {
    openMatcher(pattern);
    return null;
  } catch (error) {
    if (error instanceof BadQuery) return error.reason;
    throw error;
  }
}

function openMatcher(pattern: string): LinearMatcher {
  try {
    return new LinearMatcher(pattern);
  } catch (error) {
    throw error instanceof PatternError ? new BadQuery(patternFault(error)) : error;
  }
}
