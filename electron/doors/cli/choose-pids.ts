import { message } from '../../../shared/base/message.ts';
import type { JvmProcess } from '../../../shared/collect/target.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import type { CliContext, CliHost } from './context.ts';
import { withProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

export interface PidChoice {
  readonly target: string;
  readonly pid?: readonly number[];
  readonly match?: string;
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

/** The processes meant: by number, by a regular expression over main class and command line, or the only JVM there is. */
export async function choosePids(context: CliContext, host: CliHost, { target, pid, match }: PidChoice): Promise<readonly number[]> {
  if (pid !== undefined && match !== undefined) throw new UsageError(message('cli.pid-or-match'));
  if (pid !== undefined) return [...new Set(pid)];
  const regex = match === undefined ? null : expression(match);
  const { jvms } = await withProgress(context.io, context.translate(message('cli.looking', { uri: target })), host.call('targets.jvms', { uri: target }));
  const found = regex === null ? jvms : jvms.filter((jvm) => matches(jvm, regex));
  if (found.length === 0) {
    const sentence = match === undefined ? message('cli.no-jvms', { uri: target }) : message('cli.no-match', { regex: match, uri: target });
    throw new HostError({ code: 'not-found', message: sentence, next: null, details: '' });
  }
  if (match === undefined && found.length > 1) {
    throw new UsageError(message('cli.which-jvm', { list: found.map((jvm) => `${jvm.pid} ${jvm.mainClass ?? ''}`.trim()).join(', ') }));
  }
  return found.map((jvm) => jvm.pid);
}
