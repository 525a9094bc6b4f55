import { kindById } from '../../shared/artifacts/registry.ts';
import { chooseAlternative, type CollectFacts } from '../../shared/collect/choose-alternative.ts';
import { makePlan, type PlannedStep, type PlanProcess } from '../../shared/collect/make-plan.ts';
import type { CapturePlan } from '../../shared/collect/plan.ts';
import type { Recipe } from '../../shared/collect/recipe.ts';
import type { JvmProcess } from '../../shared/collect/target.ts';
import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import type { CheckedInputOf } from '../../shared/host-api/contract.ts';
import type { Connections } from './connections.ts';
import { hostError } from './host-errors.ts';
import { listJvms } from './list-jvms.ts';
import { readProcessFacts } from './process-facts.ts';
import { stdoutReadable } from './sigquit.ts';

export type CaptureRequest = CheckedInputOf<'capture.plan'>;

export interface PreparedCapture {
  readonly plan: CapturePlan;
  readonly planned: readonly PlannedStep[];
  /** Kernel start time per `target#pid`; what proves in later rounds that it is the same process. */
  readonly startTicks: ReadonlyMap<string, string>;
}

export const processKey = (target: string, pid: number): string => `${target}#${pid}`;

/** Looks at every process of a request, without touching it, and says what would run. */
export async function prepareCapture(connections: Connections, request: CaptureRequest, signal: CancelSignal): Promise<PreparedCapture> {
  const kinds = request.kinds.map((id) => ({ id, recipe: recipeOf(id) }));
  const startTicks = new Map<string, string>();
  const processes: PlanProcess[] = [];
  for (const target of new Set(request.processes.map((process) => process.target))) {
    const pids = [...new Set(request.processes.filter((process) => process.target === target).map(({ pid }) => pid))];
    const recipes = kinds.flatMap(({ recipe }) => recipe ?? []);
    processes.push(...(await connections.with(target, (transport) => lookAt(transport, target, pids, recipes, startTicks, signal))));
  }
  return { ...makePlan({ kinds, processes, rounds: request.rounds, intervalMs: request.intervalMs, requestSource: request.requestSource }), startTicks };
}

function recipeOf(id: string): Recipe | null {
  const kind = kindById(id);
  if (kind === null) throw hostError('bad-input', 'error.unknown-kind', { kind: id });
  return kind.recipe;
}

async function lookAt(transport: Transport, target: string, pids: readonly number[], recipes: readonly Recipe[], startTicks: Map<string, string>, signal: CancelSignal): Promise<readonly PlanProcess[]> {
  await transport.connect(signal);
  const wanted = [...new Set(recipes.flatMap(({ alternatives }) => alternatives.flatMap(({ needs }) => needs)))];
  const tools = new Set((await transport.probe(wanted, signal)).tools);
  // Names are for reading; a target that cannot list its JVMs may still answer about one.
  const jvms = await listJvms(transport, signal).then(({ jvms }) => jvms, (): readonly JvmProcess[] => []);
  const processes: PlanProcess[] = [];
  for (const pid of pids) {
    const listed = jvms.find((jvm) => jvm.pid === pid);
    const facts = await factsOf(transport, pid, listed, signal);
    if (facts?.startTicks) startTicks.set(processKey(target, pid), facts.startTicks);
    processes.push({ target, pid, name: listed?.mainClass ?? null, tools, facts: facts && (await withStdout(transport, pid, facts.collect, recipes, tools, signal)) });
  }
  return processes;
}

async function factsOf(transport: Transport, pid: number, listed: JvmProcess | undefined, signal: CancelSignal): Promise<{ readonly startTicks: string | null; readonly collect: CollectFacts } | null> {
  const facts = await readProcessFacts(transport, pid, signal);
  if (facts !== null) return { startTicks: facts.startTicks, collect: { ...facts, stdoutReadable: null } };
  // Where there is no /proc, the JDK's own list of HotSpot processes is the proof.
  if (listed !== undefined && listed.startTicks === null) return { startTicks: null, collect: { hotspot: true, catchesSigquit: null, reducedSignals: null, attachDisabled: null, stdoutReadable: null } };
  return null;
}

/** Where the process writes is asked only if a recipe would come down to SIGQUIT. */
async function withStdout(transport: Transport, pid: number, facts: CollectFacts, recipes: readonly Recipe[], tools: ReadonlySet<string>, signal: CancelSignal): Promise<CollectFacts> {
  const reachesSigquit = recipes.some((recipe) => chooseAlternative(recipe, tools, facts).alternative?.obtain.by === 'sigquit');
  return reachesSigquit ? { ...facts, stdoutReadable: await stdoutReadable(transport, pid, signal) } : facts;
}
