import type { Assertion } from './pattern.ts';

/** What stands before a place in the text. */
export type Before = 'start' | 'word' | 'other';

export function holds(assertion: Assertion, before: Before, after: 'end' | 'word' | 'other'): boolean {
  switch (assertion) {
    case 'start':
      return before === 'start';
    case 'end':
      return after === 'end';
    case 'word-edge':
      return (before === 'word') !== (after === 'word');
    case 'not-word-edge':
      return (before === 'word') === (after === 'word');
  }
}
