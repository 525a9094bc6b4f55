import { message } from '../base/message.ts';
import { chooseAlternative, type CollectFacts, type Wishes } from './choose-alternative.ts';
import type { CapturePlan, PlanStep } from './plan.ts';
import { IMPACTS, type Recipe, type RecipeAlternative, type RecipeParameters } from './recipe.ts';

/** A process of the request with everything found out about it. */
export interface PlanProcess {
  readonly target: string;
  readonly pid: number;
  readonly name: string | null;
  /** Null: there is no such process. */
  readonly facts: CollectFacts | null;
  readonly tools: ReadonlySet<string>;
}

export interface PlanRequest extends Wishes {
  /** In the order of the request; `recipe` null: Borescope reads the kind but cannot collect it. */
  readonly kinds: readonly { readonly id: string; readonly recipe: Recipe | null }[];
  readonly processes: readonly PlanProcess[];
  readonly rounds: number;
  readonly intervalMs: number;
}

/** A step with the alternative that will run. */
export interface PlannedStep {
  readonly step: PlanStep;
  readonly alternative: RecipeAlternative;
  readonly parameters: RecipeParameters;
}

/** What will run, quick and harmless steps first, and what cannot be had. The same request and facts give the same step ids. */
export function makePlan(request: PlanRequest): { readonly plan: CapturePlan; readonly planned: readonly PlannedStep[] } {
  const planned: PlannedStep[] = [];
  const requestSource = request.requestSource ?? null;
  const impossible: CapturePlan['impossible'][number][] = [];
  for (const process of request.processes) {
    for (const { id: kind, recipe } of request.kinds) {
      const { target, pid, facts } = process;
      if (facts === null) {
        impossible.push({ target, pid, kind, because: message('collect.no-process', { pid }) });
        continue;
      }
      const { alternative, skipped } = recipe === null ? { alternative: null, skipped: [] } : chooseAlternative(recipe, process.tools, facts, request);
      if (alternative === null) impossible.push({ target, pid, kind, because: skipped.at(-1)?.because ?? message('collect.no-recipe', { kind }) });
      else planned.push(planStep(process, kind, { alternative, parameters: { pid, requestSource } }, skipped));
    }
  }
  planned.sort((a, b) => IMPACTS.indexOf(a.step.impact) - IMPACTS.indexOf(b.step.impact));
  return { planned, plan: { steps: planned.map(({ step }) => step), rounds: request.rounds, intervalMs: request.intervalMs, impossible } };
}

function planStep({ target, pid, name }: PlanProcess, kind: string, { alternative, parameters }: Omit<PlannedStep, 'step'>, skipped: PlanStep['skipped']): PlannedStep {
  const step: PlanStep = {
    // The alternative is part of it: a yes to one command is no yes to another.
    id: `${target}#${pid}#${kind}#${alternative.id}`,
    target,
    pid,
    processName: name,
    kind,
    alternative: alternative.id,
    command: argvOf(alternative, parameters).map(quoteForReading).join(' '),
    script: alternative.obtain.by === 'command' ? (alternative.obtain.stdin ?? null) : null,
    impact: alternative.impact,
    effect: alternative.effect,
    worstCase: alternative.worstCase,
    allowed: alternative.impact !== 'high',
    skipped,
  };
  return { step, alternative, parameters };
}

/** What is run, as far as it is one command. */
export function argvOf(alternative: RecipeAlternative, parameters: RecipeParameters): readonly [string, ...string[]] {
  return alternative.obtain.by === 'command' ? alternative.obtain.argv(parameters) : ['kill', '-QUIT', String(parameters.pid)];
}

/** As a shell would read it; for people, nothing is run from it. */
export function quoteForReading(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
