import { ARTIFACT_KINDS } from '../../../shared/artifacts/registry.ts';
import type { CapturePlan } from '../../../shared/collect/plan.ts';
import type { InputOf } from '../../../shared/host-api/contract.ts';
import type { ProcessChoice } from '../../state/session-store.ts';

/** What a person chose in the capture dialog. */
export interface CaptureForm {
  readonly processes: readonly ProcessChoice[];
  readonly kinds: readonly string[];
  readonly rounds: number;
  readonly intervalMs: number;
  readonly intoOpen: boolean;
}

/** Three rounds, since one dump cannot tell stuck from slow. */
export function firstForm(preselect: readonly ProcessChoice[], hasCase: boolean): CaptureForm {
  return { processes: preselect, kinds: ARTIFACT_KINDS.filter(({ recipe }) => recipe !== null).map(({ id }) => id), rounds: 3, intervalMs: 5000, intoOpen: hasCase };
}

/** null while there is nothing to ask for. */
export function captureRequest(form: CaptureForm): InputOf<'capture.plan'> | null {
  if (form.processes.length === 0 || form.kinds.length === 0) return null;
  return { processes: form.processes.map(({ target, pid }) => ({ target, pid })), kinds: [...form.kinds], rounds: form.rounds, intervalMs: form.rounds === 1 ? 0 : form.intervalMs };
}

/** Steps that will run: high impact only where allowed by hand. */
export function runnableSteps(plan: CapturePlan, allowed: ReadonlySet<string>): CapturePlan['steps'] {
  return plan.steps.filter(({ id, impact }) => impact !== 'high' || allowed.has(id));
}
