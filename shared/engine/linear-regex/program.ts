import { assertNever } from '../../base/assert-never.ts';
import { PatternError, type Assertion, type PatternNode, type UnitRange } from './pattern.ts';

/** Steps of a nondeterministic automaton; numbers name steps. */
export type Step =
  | { readonly type: 'set'; readonly ranges: readonly UnitRange[]; readonly next: number }
  | { readonly type: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly type: 'fork'; readonly next: readonly number[] }
  /** Where a named group begins (even slots) or ends. */
  | { readonly type: 'mark'; readonly slot: number; readonly next: number }
  | { readonly type: 'match' };

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  /** Names of groups; the nth has the slots 2n and 2n + 1. */
  readonly groups: readonly string[];
}

const MOST_STEPS = 5000;

/** Thompson's construction, from the end backwards. Throws PatternError when repeats make it too large. */
export function compileProgram(pattern: PatternNode): Program {
  const steps: Step[] = [{ type: 'match' }];
  const groups: string[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MOST_STEPS) throw new PatternError('too-large', 1, '{ }');
    return steps.push(step) - 1;
  };
  const start = emit(pattern, 0, { add, steps, groups });
  return { steps, start, groups };
}

interface Emitting {
  readonly add: (step: Step) => number;
  readonly steps: Step[];
  readonly groups: string[];
}

function emit(node: PatternNode, next: number, into: Emitting): number {
  const { add } = into;
  switch (node.type) {
    case 'set':
      return add({ type: 'set', ranges: node.ranges, next });
    case 'assert':
      return add({ type: 'assert', assertion: node.assertion, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => emit(part, after, into), next);
    case 'choice':
      return add({ type: 'fork', next: node.options.map((option) => emit(option, next, into)) });
    case 'repeat':
      return emitRepeat(node, next, into);
    case 'group':
      return emitGroup(node, next, into);
    default:
      return assertNever(node);
  }
}

function emitRepeat({ part, min, max }: Extract<PatternNode, { type: 'repeat' }>, next: number, into: Emitting): number {
  const { add, steps } = into;
  let after = next;
  if (max === null) {
    // The loop's head is known only after its body: it is put in afterwards.
    const loop = add({ type: 'fork', next: [] });
    steps[loop] = { type: 'fork', next: [emit(part, loop, into), next] };
    after = loop;
  } else {
    for (let i = min; i < max; i++) after = add({ type: 'fork', next: [emit(part, after, into), next] });
  }
  for (let i = 0; i < min; i++) after = emit(part, after, into);
  return after;
}

/** A name given to several groups, as in the options of a choice, is one group. */
function emitGroup({ name, part }: Extract<PatternNode, { type: 'group' }>, next: number, into: Emitting): number {
  const known = into.groups.indexOf(name);
  const group = known >= 0 ? known : into.groups.push(name) - 1;
  const end = into.add({ type: 'mark', slot: group * 2 + 1, next });
  return into.add({ type: 'mark', slot: group * 2, next: emit(part, end, into) });
}
