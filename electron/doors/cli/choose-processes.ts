import { message } from '../../../shared/base/message.ts';
import type { JvmProcess } from '../../../shared/collect/target.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import { tell, type CliContext, type CliHost } from './context.ts';
import { withProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

export interface ProcessChoice {
  readonly targets: readonly [string, ...string[]];
  readonly pid?: readonly number[];
  readonly match?: string;
}

interface ChosenProcess {
  readonly target: string;
  readonly pid: number;
}

export interface ChosenProcesses {
  readonly processes: readonly ChosenProcess[];
  /** Targets that gave none, each told. */
  readonly failed: readonly string[];
}

function expression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new UsageError(message('cli.bad-regex', { regex: source }));
  }
}

function matches({ mainClass, commandLine }: JvmProcess, regex: RegExp): boolean {
  return regex.test(mainClass ?? '') || regex.test(commandLine ?? '');
}

/** The processes meant: by number, by a regular expression over main class and command line, or the only JVM there is. Of several targets those that cannot be asked are told and left out. */
export async function chooseProcesses(context: CliContext, host: CliHost, { targets, pid, match }: ProcessChoice): Promise<ChosenProcesses> {
  if (pid !== undefined && match !== undefined) throw new UsageError(message('cli.pid-or-match'));
  if (pid !== undefined && targets.length > 1) throw new UsageError(message('cli.pid-of-one-target'));
  if (pid !== undefined) return { processes: [...new Set(pid)].map((one) => ({ target: targets[0], pid: one })), failed: [] };
  const regex = match === undefined ? null : expression(match);
  const looking = Promise.all(targets.map((target) => ofTarget(host, target, regex, match).catch((error: unknown) => (error instanceof HostError ? error : Promise.reject(error as Error)))));
  const answers = await withProgress(context.io, context.translate(message('cli.looking', { uri: targets.join(' ') })), looking);
  const [first] = answers;
  // Nothing to go on with: the error itself says why.
  if (first instanceof HostError && answers.every((answer) => answer instanceof HostError)) throw first;
  const failed: string[] = [];
  for (const [i, answer] of answers.entries()) {
    if (!(answer instanceof HostError)) continue;
    failed.push(targets[i] ?? '');
    await tell(context, message('cli.target-left-out', { uri: targets[i] ?? '', why: context.translate(answer.data.message) }));
  }
  return { processes: answers.flatMap((answer) => (answer instanceof HostError ? [] : answer)), failed };
}

async function ofTarget(host: CliHost, target: string, regex: RegExp | null, match: string | undefined): Promise<readonly ChosenProcess[]> {
  const { jvms } = await host.call('targets.jvms', { uri: target });
  const found = regex === null ? jvms : jvms.filter((jvm) => matches(jvm, regex));
  if (found.length === 0) {
    const sentence = match === undefined ? message('cli.no-jvms', { uri: target }) : message('cli.no-match', { regex: match, uri: target });
    throw new HostError({ code: 'not-found', message: sentence, next: null, details: '' });
  }
  if (match === undefined && found.length > 1) {
    throw new UsageError(message('cli.which-jvm', { list: found.map((jvm) => `${jvm.pid} ${jvm.mainClass ?? ''}`.trim()).join(', ') }));
  }
  return found.map((jvm) => ({ target, pid: jvm.pid }));
}
