import { assertNever } from '../../base/assert-never.ts';
import { PatternError, type Assertion, type PatternNode, type UnitRange } from './pattern.ts';

/** Steps of a nondeterministic automaton; numbers name steps. */
export type Step =
  | { readonly type: 'set'; readonly ranges: readonly UnitRange[]; readonly next: number }
  | { readonly type: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly type: 'fork'; readonly next: readonly number[] }
  | { readonly type: 'match' };

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
}

const MOST_STEPS = 5000;

/** Thompson's construction, from the end backwards. Throws PatternError when repeats make it too large. */
export function compileProgram(pattern: PatternNode): Program {
  const steps: Step[] = [{ type: 'match' }];
  const add = (step: Step): number => {
    if (steps.length >= MOST_STEPS) throw new PatternError('too-large', 1, '{ }');
    return steps.push(step) - 1;
  };
  const start = emit(pattern, 0, add, steps);
  return { steps, start };
}

function emit(node: PatternNode, next: number, add: (step: Step) => number, steps: Step[]): number {
  switch (node.type) {
    case 'set':
      return add({ type: 'set', ranges: node.ranges, next });
    case 'assert':
      return add({ type: 'assert', assertion: node.assertion, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => emit(part, after, add, steps), next);
    case 'choice':
      return add({ type: 'fork', next: node.options.map((option) => emit(option, next, add, steps)) });
    case 'repeat':
      return emitRepeat(node, next, add, steps);
    default:
      return assertNever(node);
  }
}

function emitRepeat({ part, min, max }: Extract<PatternNode, { type: 'repeat' }>, next: number, add: (step: Step) => number, steps: Step[]): number {
  let after = next;
  if (max === null) {
    // The loop's head is known only after its body: it is put in afterwards.
    const loop = add({ type: 'fork', next: [] });
    steps[loop] = { type: 'fork', next: [emit(part, loop, add, steps), next] };
    after = loop;
  } else {
    for (let i = min; i < max; i++) after = add({ type: 'fork', next: [emit(part, after, add, steps), next] });
  }
  for (let i = 0; i < min; i++) after = emit(part, after, add, steps);
  return after;
}
