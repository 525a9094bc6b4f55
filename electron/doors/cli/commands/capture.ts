import path from 'node:path';
import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import type { InputOf } from '../../../../shared/host-api/contract.ts';
import type { CapturePlan, PlanStep } from '../../../../shared/collect/plan.ts';
import { clocksOfTargets, clockSentence, isOff } from '../../../../shared/evidence/clocks-of-targets.ts';
import type { JobView } from '../../../../shared/host-api/views.ts';
import { askTerminal } from '../ask-terminal.ts';
import { chooseProcesses } from '../choose-processes.ts';
import { canAsk } from '../cli-io.ts';
import { tell, type CliContext, type CliHost } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { followJob } from '../follow-job.ts';
import { CAPTURE_KINDS, checkKind } from '../known-kinds.ts';
import { TEXT_FORMATS, formatOf } from '../options.ts';
import { withProgress } from '../progress.ts';
import { requestSourceOf, type RequestSourceOptions } from '../request-source.ts';
import { UsageError } from '../usage-error.ts';
import { printList, plainColumn } from '../print-table.ts';

export interface CaptureOptions extends RequestSourceOptions {
  readonly targets: readonly [string, ...string[]];
  readonly pid?: readonly number[];
  readonly match?: string;
  readonly kinds?: string;
  readonly all?: boolean;
  readonly count: number;
  readonly interval: number;
  readonly out: string;
  readonly allow?: string;
  readonly format?: string;
}

/** Kinds asked for by name; null for "every kind that can be had". */
function kindsOf(options: CaptureOptions): readonly string[] | null {
  if (options.kinds === undefined) return null;
  if (options.all === true) throw new UsageError(message('cli.kinds-or-all'));
  const kinds = options.kinds.split(',').map((kind) => kind.trim()).filter((kind) => kind !== '');
  if (kinds.length === 0) throw new UsageError(message('cli.unknown-kind', { kind: options.kinds, known: CAPTURE_KINDS.join(', ') }));
  for (const kind of kinds) checkKind(kind, CAPTURE_KINDS);
  return [...new Set(kinds)];
}

async function showPlan(context: CliContext, plan: CapturePlan): Promise<void> {
  if (plan.steps.length > 0) await tell(context, plan.rounds === 1 ? message('cli.plan-once') : message('cli.plan', { rounds: plan.rounds, seconds: plan.intervalMs / 1000 }));
  const several = new Set([...plan.steps, ...plan.impossible].map(({ target }) => target)).size > 1;
  const nameOf = (pid: number, target: string): string => (several ? `${target} ${pid}` : String(pid));
  for (const { kind, pid, target, command, script, impact, worstCase } of plan.steps) {
    await tell(context, message('cli.plan-step', { kind, pid: nameOf(pid, target), command, impact, worst: context.translate(worstCase) }));
    if (script !== null) await tell(context, message('cli.plan-script', { count: script.trimEnd().split('\n').length }));
  }
  for (const { kind, pid, target, because } of plan.impossible) await tell(context, message('cli.plan-impossible', { kind, pid: nameOf(pid, target), because: context.translate(because) }));
}

/** High-impact steps: allowed by option, else asked about one by one, but only when the kind was asked for by name. */
async function allowedSteps(context: CliContext, plan: CapturePlan, isNamed: boolean, allow: string | undefined): Promise<readonly string[]> {
  const allowed: string[] = [];
  const ask = async ({ command, worstCase }: PlanStep): Promise<boolean> => {
    const question = context.translate(message('cli.ask-impact', { command, target: '', worst: context.translate(worstCase) }));
    return (await askTerminal(context.io, question, true, context.interrupt))?.trim().toLowerCase() === 'yes';
  };
  for (const step of plan.steps.filter(({ impact }) => impact === 'high')) {
    if (allow === 'high' || (isNamed && canAsk(context.io) && (await ask(step)))) allowed.push(step.id);
    else await tell(context, message('cli.step-skipped', { kind: step.kind, pid: step.pid, command: step.command }));
  }
  return allowed;
}

function exitOfJob(job: JobView, isInterrupted: boolean): ExitCode {
  if (isInterrupted || job.state === 'cancelled') return EXIT.interrupted;
  return job.state === 'done' ? EXIT.done : EXIT.capturePartial;
}

async function printJob(context: CliContext, job: JobView, out: string, format: string | undefined): Promise<void> {
  const several = new Set(job.steps.map(({ target }) => target)).size > 1;
  await printList(context, format === undefined ? {} : { format }, {
    json: { schema: 'borescope.capture/1', case: out, state: job.state, steps: job.steps as unknown as Json },
    columns: [
      plainColumn('cli.column.state'),
      { header: 'cli.column.round', align: 'right', unit: 'id', look: 'plain' },
      ...(several ? [{ ...plainColumn('cli.column.uri'), look: 'code' } as const] : []),
      { ...plainColumn('cli.column.step'), look: 'code' },
      { header: 'cli.column.bytes', align: 'right', unit: 'bytes', look: 'plain' },
      plainColumn('cli.column.detail'),
    ],
    rows: job.steps.map(({ state, round, target, label, bytes, because }) => [context.translate(message(`cli.step.${state}`)), round, ...(several ? [target] : []), label, bytes, because === null ? null : context.translate(because)]),
  });
}

/** The targets whose clocks are off: their times are not to be compared with this computer's as they stand. */
async function tellClocks(context: CliContext, host: CliHost, { caseId }: JobView): Promise<void> {
  const { captures } = await host.call('cases.view', { caseId });
  for (const clock of clocksOfTargets(captures).filter(isOff)) await tell(context, clockSentence(clock, clock.target));
}

interface Request {
  readonly request: InputOf<'capture.plan'>;
  /** The kinds were asked for by name. */
  readonly isNamed: boolean;
  /** No target was left out. */
  readonly isWhole: boolean;
}

async function requestOf(context: CliContext, host: CliHost, options: CaptureOptions): Promise<Request> {
  const named = kindsOf(options);
  const requestSource = requestSourceOf(options);
  const { processes, failed } = await chooseProcesses(context, host, options);
  // Requests are asked for where a person says, and nowhere else.
  const kinds = (named ?? CAPTURE_KINDS).filter((kind) => kind !== 'requests' || named !== null || requestSource !== null);
  const request = {
    processes: processes.map(({ target, pid }) => ({ target, pid })),
    kinds: requestSource === null ? kinds : [...new Set([...kinds, 'requests'])],
    rounds: options.count,
    intervalMs: Math.round(options.interval * 1000),
    ...(requestSource === null ? {} : { requestSource }),
  };
  return { request, isNamed: named !== null, isWhole: failed.length === 0 };
}

export async function capture(context: CliContext, options: CaptureOptions): Promise<ExitCode> {
  formatOf(options.format === undefined ? {} : { format: options.format }, TEXT_FORMATS);
  const host = await context.host();
  const { request, isNamed, isWhole } = await requestOf(context, host, options);
  const plan = await withProgress(context.io, context.translate(message('cli.looking', { uri: options.targets.join(' ') })), host.call('capture.plan', request));
  await showPlan(context, plan);
  const allowSteps = [...(await allowedSteps(context, plan, isNamed, options.allow))];
  if (plan.steps.length === 0) {
    await tell(context, message('cli.nothing-to-capture'));
    return EXIT.capturePartial;
  }
  const outFolder = path.resolve(options.out);
  const job = await followJob(context, host, () => host.call('capture.start', { ...request, caseId: null, caseName: path.basename(outFolder), outFolder, allowSteps }));
  await printJob(context, job, options.out, options.format);
  await tellClocks(context, host, job);
  await tell(context, message(`cli.capture.${job.state}`, { case: options.out }));
  const exit = exitOfJob(job, context.interrupt.aborted);
  return exit === EXIT.done && !isWhole ? EXIT.capturePartial : exit;
}
