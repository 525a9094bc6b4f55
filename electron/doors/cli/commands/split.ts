import path from 'node:path';
import { message } from '../../../../shared/base/message.ts';
import type { RawCapture } from '../../../../shared/evidence/raw-capture.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';

export interface SplitOptions {
  readonly name: string;
  readonly remove?: boolean;
}

/** Copies captures, by id or by name, into a new case, whose folder is the result. */
export async function split(context: CliContext, folder: string, wanted: readonly string[], { name, remove }: SplitOptions): Promise<ExitCode> {
  const host = await context.host();
  const { id: caseId } = await host.call('cases.open', { path: path.resolve(folder) });
  const { captures: all } = await host.call('cases.view', { caseId });
  const captures = [...new Set(wanted.flatMap((one) => idsOf(all, one)))];
  const made = await host.call('cases.split', { caseId, captures, name, remove });
  context.io.stdout.write(`${made.path}\n`);
  await tell(context, message(remove === true ? 'cli.split-moved' : 'cli.split', { count: made.captures, name }));
  return EXIT.done;
}

function idsOf(captures: readonly RawCapture[], wanted: string): readonly string[] {
  const found = captures.filter(({ id, name }) => id === wanted || name === wanted).map(({ id }) => id);
  if (found.length === 0) throw new UsageError(message('cli.split.no-capture', { capture: wanted, known: captures.map(({ name }) => name).join(', ') }));
  return found;
}
