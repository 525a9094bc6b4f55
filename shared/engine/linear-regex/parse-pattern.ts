import { PatternError, type PatternNode, type UnitRange } from './pattern.ts';
import { ANY, complement, DIGITS, SPACE, withBothCases, WORD } from './unit-ranges.ts';

const LONGEST_PATTERN = 1000;
const MOST_REPEATS = 1000;
const DEEPEST = 100;

const SETS: Readonly<Record<string, readonly UnitRange[]>> = { d: DIGITS, w: WORD, s: SPACE, D: complement(DIGITS), W: complement(WORD), S: complement(SPACE) };
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Reads the regular part of ECMAScript's syntax, without regard to case. Throws PatternError; look-around and back-references are refused. */
export function parsePattern(pattern: string): PatternNode {
  if (pattern.length > LONGEST_PATTERN) throw new PatternError('too-large', LONGEST_PATTERN, '');
  const reader = new PatternReader(pattern);
  const node = reader.choice(0);
  if (!reader.isAtEnd()) reader.fail('syntax', ')');
  return node;
}

class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  fail(fault: PatternError['fault'], part: string): never {
    throw new PatternError(fault, this.#at + 1, part);
  }

  choice(depth: number): PatternNode {
    if (depth > DEEPEST) this.fail('too-large', '(');
    const options: PatternNode[] = [];
    do options.push(this.#sequence(depth));
    while (this.#take('|'));
    return options.length === 1 ? (options[0] as PatternNode) : { type: 'choice', options };
  }

  #sequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.isAtEnd() && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#repeats(this.#atom(depth)));
    return { type: 'sequence', parts };
  }

  #repeats(part: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (bounds === null) return part;
    if (part.type === 'assert') this.fail('syntax', '*');
    // Lazy or greedy: whether there is a match is the same.
    this.#take('?');
    if (/[*+?]/.test(this.#peek()) || this.#boundsAhead() !== null) this.fail('syntax', this.#peek());
    return { type: 'repeat', part, ...bounds };
  }

  #bounds(): { readonly min: number; readonly max: number | null } | null {
    if (this.#take('*')) return { min: 0, max: null };
    if (this.#take('+')) return { min: 1, max: null };
    if (this.#take('?')) return { min: 0, max: 1 };
    const match = this.#boundsAhead();
    if (match === null) return null;
    const [whole, from = '', comma, to = ''] = match;
    const min = Number(from);
    const max = comma === undefined ? min : to === '' ? null : Number(to);
    if (min > MOST_REPEATS || (max ?? 0) > MOST_REPEATS) this.fail('too-large', whole);
    if (max !== null && max < min) this.fail('syntax', whole);
    this.#at += whole.length;
    return { min, max };
  }

  #boundsAhead(): RegExpExecArray | null {
    return /^\{(\d+)(,)?(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 16));
  }

  #atom(depth: number): PatternNode {
    const start = this.#at;
    const unit = this.#next();
    switch (unit) {
      case '(':
        return this.#group(depth);
      case '[':
        return this.#set();
      case '.':
        return { type: 'set', ranges: ANY };
      case '^':
        return { type: 'assert', assertion: 'start' };
      case '$':
        return { type: 'assert', assertion: 'end' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        this.#at = start;
        return this.fail('syntax', unit);
      default:
        return literal(unit);
    }
  }

  #group(depth: number): PatternNode {
    const look = /^\?(?:[=!]|<[=!])/.exec(this.#text.slice(this.#at, this.#at + 3));
    if (look !== null) this.fail('unsupported', `(${look[0]}`);
    const head = /^\?(?::|<([A-Za-z_]\w*)>)/.exec(this.#text.slice(this.#at));
    if (head !== null) this.#at += head[0].length;
    else if (this.#peek() === '?') this.fail('unsupported', '(?');
    const node = this.choice(depth + 1);
    if (!this.#take(')')) this.fail('syntax', '(');
    const name = head?.[1];
    return name === undefined ? node : { type: 'group', name, part: node };
  }

  #escape(): PatternNode {
    const unit = this.#next();
    if (unit === 'b') return { type: 'assert', assertion: 'word-edge' };
    if (unit === 'B') return { type: 'assert', assertion: 'not-word-edge' };
    if (/[1-9k]/.test(unit)) this.fail('unsupported', `\\${unit}`);
    return { type: 'set', ranges: this.#escaped(unit) };
  }

  #escaped(unit: string): readonly UnitRange[] {
    if (Object.hasOwn(SETS, unit)) return SETS[unit] ?? [];
    if (Object.hasOwn(CONTROLS, unit)) return single(CONTROLS[unit] ?? 0);
    if (unit === 'p' || unit === 'P' || unit === 'c') this.fail('unsupported', `\\${unit}`);
    const hex = unit === 'x' ? /^[\da-f]{2}/i : unit === 'u' ? /^[\da-f]{4}/i : null;
    const digits = hex?.exec(this.#text.slice(this.#at, this.#at + 4))?.[0];
    if (digits === undefined) return withBothCases(single(unit.charCodeAt(0)));
    this.#at += digits.length;
    return withBothCases(single(Number.parseInt(digits, 16)));
  }

  #set(): PatternNode {
    const negated = this.#take('^');
    const ranges: UnitRange[] = [];
    while (!this.#take(']')) {
      if (this.isAtEnd()) this.fail('syntax', '[');
      const from = this.#setPart();
      const isRange = this.#peek() === '-' && this.#text[this.#at + 1] !== ']' && this.#at + 1 < this.#text.length;
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at += 1;
      const to = this.#setPart();
      // `[\w-z]`: a set cannot begin or end a range, so the hyphen is itself.
      const [first, last] = [one(from), one(to)];
      if (first === null || last === null) ranges.push(...from, ...single(45), ...to);
      else if (first > last) this.fail('syntax', '-');
      else ranges.push({ first, last });
    }
    const folded = withBothCases(ranges);
    return { type: 'set', ranges: negated ? complement(folded) : folded };
  }

  #setPart(): readonly UnitRange[] {
    const unit = this.#next();
    if (unit !== '\\') return single(unit.charCodeAt(0));
    const escaped = this.#next();
    if (escaped === 'b') return single(8);
    const ranges = this.#escaped(escaped);
    // Cases are folded for the set as a whole.
    return Object.hasOwn(SETS, escaped) ? ranges : ranges.slice(0, 1);
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #next(): string {
    if (this.isAtEnd()) this.fail('syntax', '\\');
    const unit = this.#peek();
    this.#at += 1;
    return unit;
  }

  #take(unit: string): boolean {
    if (this.#peek() !== unit) return false;
    this.#at += 1;
    return true;
  }
}

function single(unit: number): readonly UnitRange[] {
  return [{ first: unit, last: unit }];
}

function one(ranges: readonly UnitRange[]): number | null {
  const [range] = ranges;
  return ranges.length === 1 && range !== undefined && range.first === range.last ? range.first : null;
}

function literal(unit: string): PatternNode {
  return { type: 'set', ranges: withBothCases(single(unit.charCodeAt(0))) };
}
