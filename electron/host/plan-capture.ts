import { kindById } from '../../shared/artifacts/registry.ts';
import { chooseAlternative, type CollectFacts } from '../../shared/collect/choose-alternative.ts';
import { makePlan, type PlannedStep, type PlanProcess } from '../../shared/collect/make-plan.ts';
import type { CapturePlan } from '../../shared/collect/plan.ts';
import type { Recipe } from '../../shared/collect/recipe.ts';
import type { JvmProcess } from '../../shared/collect/target.ts';
import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import type { Message } from '../../shared/base/message.ts';
import type { CheckedInputOf } from '../../shared/host-api/contract.ts';
import { HostError, type HostErrorData } from '../../shared/host-api/host-error.ts';
import type { Connections } from './connections.ts';
import { eachTarget } from './each-target.ts';
import { asHostError, hostError } from './host-errors.ts';
import { listJvms } from './list-jvms.ts';
import { readProcessFacts } from './process-facts.ts';
import { stdoutReadable } from './sigquit.ts';

export type CaptureRequest = CheckedInputOf<'capture.plan'>;

/** A target of the request that could not be asked. */
export interface UnreachedTarget {
  readonly target: string;
  readonly because: Message;
}

export interface PreparedCapture {
  readonly plan: CapturePlan;
  readonly planned: readonly PlannedStep[];
  /** Kernel start time per `target#pid`; what proves in later rounds that it is the same process. */
  readonly startTicks: ReadonlyMap<string, string>;
  readonly unreached: readonly UnreachedTarget[];
}

export const processKey = (target: string, pid: number): string => `${target}#${pid}`;

/**
 * Looks at every process of a request, without touching it, and says what would run. Targets are asked side by side; one that cannot be asked is named
 * and leaves the others as they are. Rejects with its reason when none can.
 */
export async function prepareCapture(connections: Connections, request: CaptureRequest, signal: CancelSignal): Promise<PreparedCapture> {
  const kinds = request.kinds.map((id) => ({ id, recipe: recipeOf(id) }));
  const recipes = kinds.flatMap(({ recipe }) => recipe ?? []);
  const startTicks = new Map<string, string>();
  const asked = await eachTarget([...new Set(request.processes.map(({ target }) => target))], signal, async (target): Promise<readonly PlanProcess[] | HostErrorData> => {
    const pids = [...new Set(request.processes.filter((process) => process.target === target).map(({ pid }) => pid))];
    try {
      return await connections.with(target, (transport) => lookAt(transport, target, pids, recipes, startTicks, signal));
    } catch (error) {
      return asHostError(error).data;
    }
  });
  const refusals = [...asked].flatMap(([target, answer]) => ('code' in answer ? [{ target, data: answer }] : []));
  const [first] = refusals;
  if (first !== undefined && refusals.length === asked.size) throw new HostError(first.data);
  const processes = [...asked.values()].flatMap((answer) => ('code' in answer ? [] : answer));
  const made = makePlan({ kinds, processes, rounds: request.rounds, intervalMs: request.intervalMs, requestSource: request.requestSource, avoidAttach: request.avoidAttach });
  const unreached = refusals.map(({ target, data }) => ({ target, because: data.message }));
  return { ...made, plan: { ...made.plan, impossible: [...made.plan.impossible, ...impossibleThere(request, unreached)] }, startTicks, unreached };
}

function impossibleThere(request: CaptureRequest, unreached: readonly UnreachedTarget[]): CapturePlan['impossible'] {
  return unreached.flatMap(({ target, because }) => request.processes.filter((process) => process.target === target).flatMap(({ pid }) => request.kinds.map((kind) => ({ target, pid, kind, because }))));
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
