import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../../shared/base/message.ts';
import type { CheckedInputOf } from '../../../shared/host-api/contract.ts';
import { manifestPath } from '../case-store/case-layout.ts';
import type { PlannedStep } from '../../../shared/collect/make-plan.ts';
import type { CancelSignal } from '../../../shared/collect/transport.ts';
import type { PromptDesk } from '../prompt-desk.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { hostError } from '../host-errors.ts';
import { prepareCapture, type PreparedCapture } from '../plan-capture.ts';
import { captureSteps, runCapture } from '../run-capture.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function captureHandlers(host: HostContext): HandlersOf<Area<'capture'> | Area<'jobs'> | Area<'prompts'>> {
  const { jobs, prompts, connections, closing } = host;
  return {
    'capture.plan': async (input) => (await prepareCapture(connections, input, closing)).plan,
    'capture.start': async (input) => {
      const prepared = await prepareCapture(connections, input, closing);
      refuseEmpty(prepared);
      const target = await caseFor(host, input, prepared);
      target.checkWritable();
      const { rounds } = prepared.plan;
      const processes = new Set(prepared.planned.map(({ step }) => `${step.target}#${step.pid}`)).size;
      const onCaptured = (): void => {
        host.reader.begin(target);
        host.changes.soon(target.id);
      };
      const about = { caseId: target.id, title: message('job.capture', { rounds, processes }), steps: captureSteps(prepared) };
      return jobs.start(about, (job) => runCapture({ prepared, target, connections, password: passwordAsker(prompts, job.signal), allowSteps: new Set(input.allowSteps), onCaptured }, job));
    },
    'jobs.list': async () => jobs.list(),
    'jobs.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'prompts.list': async () => prompts.list(),
    'prompts.answer': async ({ promptId, answer }) => {
      prompts.answer(promptId, answer);
      return null;
    },
  };
}

/** Asks a person once for each capture; the password lives no longer than that. */
function passwordAsker(prompts: PromptDesk, signal: CancelSignal): (planned: PlannedStep) => Promise<string | null> {
  let asked: Promise<string | null> | null = null;
  return ({ parameters: { requestSource } }) => {
    asked ??= prompts.ask({ type: 'secret', purpose: 'password', for: requestSource?.type === 'tomcat' ? `${requestSource.user ?? ''} (${requestSource.url})` : '', attempt: 1 }, signal).then((answer) => (answer.type === 'secret' ? answer.value : null));
    return asked;
  };
}

function refuseEmpty({ plan, planned }: PreparedCapture): void {
  if (planned.length > 0) return;
  const reasons = plan.impossible.map(({ target, pid, kind, because }) => `${target} ${pid} ${kind}: ${because.key} ${JSON.stringify(because.params)}`);
  const [first] = plan.impossible;
  const isGone = plan.impossible.every(({ because }) => because.key === 'collect.no-process');
  throw hostError(isGone ? 'not-found' : 'refused', 'error.nothing-to-capture', {}, { ...(first ? { next: first.because } : {}), details: reasons.join('\n') });
}

async function caseFor(host: HostContext, input: CheckedInputOf<'capture.start'>, { planned }: PreparedCapture): Promise<OpenCase> {
  if (input.caseId !== null) return host.cases.get(input.caseId);
  const name = input.caseName ?? defaultName(planned[0]?.step.processName ?? null);
  const folder = input.outFolder === null ? undefined : path.resolve(input.outFolder);
  const isCase = folder !== undefined && (await stat(manifestPath(folder)).catch(() => null)) !== null;
  const target = isCase ? await host.cases.open(folder) : await host.cases.create(name, folder);
  host.events.emit('cases.changed', {});
  return target;
}

/** The last part of a class or jar name and the local time, e.g. `Shop 2026-11-21 14:41`. */
function defaultName(processName: string | null): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}`;
  const short = processName?.replace(/\.jar$/i, '').split(/[./\\]/).at(-1);
  return short ? `${short} ${time}` : time;
}
