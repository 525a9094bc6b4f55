import { ARTIFACT_KINDS } from '../../../shared/artifacts/registry.ts';
import type { CapturePlan } from '../../../shared/collect/plan.ts';
import { LOG_PATH, MANAGER_URL, MANAGER_USER } from '../../../shared/collect/request-source.ts';
import type { InputOf } from '../../../shared/host-api/contract.ts';
import type { CaptureAgain, ProcessChoice } from '../../state/session-store.ts';

/** What a person chose in the capture dialog. */
export interface CaptureForm {
  readonly processes: readonly ProcessChoice[];
  readonly kinds: readonly string[];
  readonly rounds: number;
  readonly intervalMs: number;
  readonly intoOpen: boolean;
  /** The JVM did not answer to attaching before. */
  readonly avoidAttach: boolean;
  /** As typed; asked for only while the kind `requests` is chosen. */
  readonly requests: { readonly from: 'tomcat' | 'access-log'; readonly url: string; readonly user: string; readonly path: string };
}

/** It needs to be told where to ask. */
export const REQUESTS = 'requests';

/** Three rounds, since one dump cannot tell stuck from slow. */
export function firstForm(preselect: readonly ProcessChoice[], hasCase: boolean, again: CaptureAgain | null): CaptureForm {
  const { kinds, rounds, avoidAttach } = again ?? { kinds: ARTIFACT_KINDS.filter(({ id, recipe }) => recipe !== null && id !== REQUESTS).map(({ id }) => id), rounds: 3, avoidAttach: false };
  return { processes: preselect, kinds, rounds, intervalMs: 5000, intoOpen: hasCase, avoidAttach, requests: { from: 'tomcat', url: 'http://127.0.0.1:8080/manager', user: '', path: '' } };
}

/** null while there is nothing to ask for. */
export function captureRequest(form: CaptureForm): InputOf<'capture.plan'> | null {
  if (form.processes.length === 0 || form.kinds.length === 0) return null;
  return { processes: form.processes.map(({ target, pid }) => ({ target, pid })), kinds: [...form.kinds], rounds: form.rounds, intervalMs: form.rounds === 1 ? 0 : form.intervalMs, ...(form.avoidAttach ? { avoidAttach: true } : {}), ...requestSource(form) };
}

/** Nothing while what was typed is no such place: the plan then says what is missing. */
function requestSource({ kinds, requests: { from, url, user, path } }: CaptureForm): Pick<InputOf<'capture.plan'>, 'requestSource'> {
  if (!kinds.includes(REQUESTS)) return {};
  if (from === 'access-log') return LOG_PATH.test(path) ? { requestSource: { type: from, path } } : {};
  return MANAGER_URL.test(url) && (user === '' || MANAGER_USER.test(user)) ? { requestSource: { type: from, url, user: user === '' ? null : user } } : {};
}

/** Steps that will run: high impact only where allowed by hand. */
export function runnableSteps(plan: CapturePlan, allowed: ReadonlySet<string>): CapturePlan['steps'] {
  return plan.steps.filter(({ id, impact }) => impact !== 'high' || allowed.has(id));
}
