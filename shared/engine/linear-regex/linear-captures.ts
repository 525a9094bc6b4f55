import { holds, type Before } from './assertions.ts';
import { BudgetSpent, type MatchBudget } from './matcher.ts';
import { parsePattern } from './parse-pattern.ts';
import { compileProgram, type Program } from './program.ts';
import { WORD } from './unit-ranges.ts';

/** A way through the program, and where the groups passed on it begin and end. */
interface Path {
  readonly step: number;
  readonly spans: readonly number[];
}

/**
 * Finds the first match of a pattern and what its named groups hold, in time linear in the text: all ways through the program are followed side by side.
 * Without regard to case; repeats take as much as they can. Throws PatternError for a pattern that it refuses.
 */
export class LinearCaptures {
  readonly #program: Program;

  constructor(pattern: string) {
    this.#program = compileProgram(parsePattern(pattern));
  }

  get names(): readonly string[] {
    return this.#program.groups;
  }

  /** Groups that hold something of the match; null without one. Throws BudgetSpent when the work does not fit what is left. */
  find(text: string, budget: MatchBudget): ReadonlyMap<string, string> | null {
    const none: readonly number[] = this.#program.groups.flatMap(() => [-1, -1]);
    let paths: readonly Path[] = [];
    let found: readonly number[] | null = null;
    for (let at = 0; at <= text.length; at++) {
      // Once there is a match only ways that began before it may do better.
      const { open, matched } = this.#follow(found === null ? [...paths, { step: this.#program.start, spans: none }] : paths, text, at, budget);
      if (matched !== null) found = matched;
      if (open.length === 0 && found !== null) break;
      const unit = text.charCodeAt(at);
      paths = open.flatMap(({ step, spans }): readonly Path[] => {
        const set = this.#program.steps[step];
        return set?.type === 'set' && set.ranges.some(({ first, last }) => unit >= first && unit <= last) ? [{ step: set.next, spans }] : [];
      });
    }
    return found === null ? null : this.#groupsOf(text, found);
  }

  /** The sets that each way comes to, in order of preference, up to the first that is a match. */
  #follow(paths: readonly Path[], text: string, at: number, budget: MatchBudget): { readonly open: readonly Path[]; readonly matched: readonly number[] | null } {
    const seen = new Set<number>();
    const open: Path[] = [];
    const before: Before = at === 0 ? 'start' : isWord(text.charCodeAt(at - 1)) ? 'word' : 'other';
    const after = at === text.length ? 'end' : isWord(text.charCodeAt(at)) ? 'word' : 'other';
    const stack = paths.toReversed();
    for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
      if (seen.has(path.step)) continue;
      seen.add(path.step);
      budget.left -= 1 + path.spans.length;
      if (budget.left < 0) throw new BudgetSpent();
      const step = this.#program.steps[path.step];
      if (step === undefined) continue;
      const { spans } = path;
      if (step.type === 'match') return { open, matched: spans };
      if (step.type === 'set') open.push(path);
      else if (step.type === 'fork') for (const next of step.next.toReversed()) stack.push({ step: next, spans });
      else if (step.type === 'mark') stack.push({ step: step.next, spans: spans.with(step.slot, at) });
      else if (holds(step.assertion, before, after)) stack.push({ step: step.next, spans });
    }
    return { open, matched: null };
  }

  #groupsOf(text: string, spans: readonly number[]): ReadonlyMap<string, string> {
    return new Map(this.#program.groups.flatMap((name, i) => {
      const [first = -1, last = -1] = [spans[i * 2], spans[i * 2 + 1]];
      return first < 0 || last <= first ? [] : [[name, text.slice(first, last)] as const];
    }));
  }
}

function isWord(unit: number): boolean {
  return WORD.some(({ first, last }) => unit >= first && unit <= last);
}
