import { holds, type Before } from './assertions.ts';
import { parsePattern } from './parse-pattern.ts';
import { compileProgram, type Program, type Step } from './program.ts';
import { requiredLiteral } from './required-literal.ts';
import { unitClasses, type UnitClasses } from './unit-classes.ts';
import { WORD } from './unit-ranges.ts';

/** What is spent on matching: a unit of text or a visited step each take some, so work is bounded without a clock. */
export interface MatchBudget {
  left: number;
}

export class BudgetSpent extends Error {}

/** More states are forgotten and found again when met: memory stays flat, the budget pays. */
const MOST_STATES = 4096;
const UNKNOWN = -1;
const FOUND = -2;
/** A step visited in making a state costs about as much as this many units of text. */
const VISIT_COST = 8;
const TEXT_COST = 8;

interface State {
  /** Steps to take from here, before assertions are looked at. */
  readonly steps: Uint32Array;
  readonly before: Before;
  /** Whether a match ends here if the text does; null until asked. */
  atEnd: boolean | null;
}

/**
 * Answers whether a pattern occurs in a text, in time linear in the text: a deterministic automaton whose states are made when they are met.
 * Without regard to case. Throws PatternError for a pattern that it refuses.
 */
export class LinearMatcher {
  readonly #program: Program;
  readonly #classes: UnitClasses;
  readonly #isWord: Uint8Array;
  #states: State[] = [];
  #rows = new Map<string, number>();
  #transitions: Int32Array;
  readonly #seen: Uint8Array;

  /** A text without it has no match; empty when there is no such text. */
  readonly literal: string;

  constructor(pattern: string) {
    const parsed = parsePattern(pattern);
    this.literal = requiredLiteral(parsed);
    this.#program = compileProgram(parsed);
    this.#classes = unitClasses(this.#program);
    const { sample } = this.#classes;
    this.#isWord = Uint8Array.from(sample, (unit) => Number(WORD.some(({ first, last }) => unit >= first && unit <= last)));
    this.#transitions = new Int32Array(sample.length * 64);
    this.#seen = new Uint8Array(this.#program.steps.length);
    this.#restart();
  }

  /** Throws BudgetSpent when the work does not fit what is left. */
  test(text: string, budget: MatchBudget): boolean {
    const { classOf, sample } = this.#classes;
    budget.left -= text.length + TEXT_COST;
    if (budget.left < 0) throw new BudgetSpent();
    const { length } = text;
    let transitions = this.#transitions;
    // Where the present state's transitions begin.
    let row = 0;
    for (let i = 0; i < length; i++) {
      const unitClass = classOf[text.charCodeAt(i)] as number;
      let next = transitions[row + unitClass] as number;
      if (next < 0) {
        if (next === UNKNOWN) next = this.#makeTransition(row / sample.length, unitClass, budget);
        if (next === FOUND) return true;
        transitions = this.#transitions;
      }
      row = next;
    }
    const last = this.#states[row / sample.length] as State;
    last.atEnd ??= this.#closure(last, null, budget) === null;
    return last.atEnd;
  }

  #restart(): void {
    this.#states = [];
    this.#rows = new Map();
    this.#transitions.fill(UNKNOWN);
    this.#rowOf(Uint32Array.of(this.#program.start), 'start');
  }

  #makeTransition(from: number, unitClass: number, budget: MatchBudget): number {
    const reached = this.#closure(this.#states[from] as State, unitClass, budget);
    if (reached === null) {
      this.#transitions[from * this.#classes.sample.length + unitClass] = FOUND;
      return FOUND;
    }
    const unit = this.#classes.sample[unitClass] as number;
    // A match may begin anywhere: the start is always among the steps.
    const next = new Set<number>([this.#program.start]);
    for (const { ranges, next: after } of reached) if (ranges.some(({ first, last }) => unit >= first && unit <= last)) next.add(after);
    const forgets = this.#states.length >= MOST_STATES;
    if (forgets) this.#restart();
    const target = this.#rowOf(Uint32Array.from([...next].sort((a, b) => a - b)), this.#isWord[unitClass] === 1 ? 'word' : 'other');
    if (!forgets) this.#transitions[from * this.#classes.sample.length + unitClass] = target;
    return target;
  }

  /** Sets that may take the next unit (null: the end of the text); null when a match is complete. */
  #closure({ steps, before }: State, unitClass: number | null, budget: MatchBudget): readonly Extract<Step, { type: 'set' }>[] | null {
    const after = unitClass === null ? 'end' : this.#isWord[unitClass] === 1 ? 'word' : 'other';
    const sets: Extract<Step, { type: 'set' }>[] = [];
    const stack = [...steps];
    this.#seen.fill(0);
    budget.left -= this.#seen.length >> 3;
    while (stack.length > 0) {
      const number = stack.pop() as number;
      if (this.#seen[number] === 1) continue;
      this.#seen[number] = 1;
      budget.left -= VISIT_COST;
      if (budget.left < 0) throw new BudgetSpent();
      const step = this.#program.steps[number] as Step;
      if (step.type === 'match') return null;
      if (step.type === 'set') sets.push(step);
      else if (step.type === 'fork') stack.push(...step.next);
      else if (step.type === 'mark') stack.push(step.next);
      else if (holds(step.assertion, before, after)) stack.push(step.next);
    }
    return sets;
  }

  /** Where the transitions of a state begin. */
  #rowOf(steps: Uint32Array, before: Before): number {
    const key = `${before} ${steps.join(' ')}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = (this.#states.push({ steps, before, atEnd: null }) - 1) * this.#classes.sample.length;
    this.#rows.set(key, row);
    const needed = row + this.#classes.sample.length;
    if (needed > this.#transitions.length) {
      const larger = new Int32Array(needed * 2).fill(UNKNOWN);
      larger.set(this.#transitions);
      this.#transitions = larger;
    }
    return row;
  }
}
