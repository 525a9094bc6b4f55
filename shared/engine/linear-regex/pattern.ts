/** Code units from `first` to `last`, both inclusive. */
export interface UnitRange {
  readonly first: number;
  readonly last: number;
}

export type Assertion = 'start' | 'end' | 'word-edge' | 'not-word-edge';

/** A pattern as a tree. Only named groups are kept: a filter asks no more than whether there is a match. */
export type PatternNode =
  | { readonly type: 'set'; readonly ranges: readonly UnitRange[] }
  | { readonly type: 'assert'; readonly assertion: Assertion }
  | { readonly type: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly type: 'group'; readonly name: string; readonly part: PatternNode }
  | { readonly type: 'choice'; readonly options: readonly PatternNode[] }
  /** `max` null = any number of times. */
  | { readonly type: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number | null };

/** Why a pattern is refused: it is no regular expression, needs backtracking, or would be larger than any filter. */
export type PatternFault = 'syntax' | 'unsupported' | 'too-large';

export class PatternError extends Error {
  readonly fault: PatternFault;
  /** 1-based place in the pattern. */
  readonly at: number;
  /** The part of the pattern it is about. */
  readonly part: string;

  constructor(fault: PatternFault, at: number, part: string) {
    super(`${fault} at ${at}: ${part}`);
    this.name = 'PatternError';
    this.fault = fault;
    this.at = at;
    this.part = part;
  }
}
