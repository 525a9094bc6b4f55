import { readFile } from 'node:fs/promises';
import { message } from '../../../../shared/base/message.ts';
import { storageError } from '../../../host/host-errors.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { countedClasses } from '../redacted-sentence.ts';
import { withPathsGiven } from '../spool-stdin.ts';
import { writeResult } from '../write-result.ts';

export interface DetokenizeOptions {
  readonly out?: string;
}

/** Turns tokens such as `<host-3>` in a text back to the names they stand for on this computer. */
export async function detokenize(context: CliContext, given: string, { out }: DetokenizeOptions): Promise<ExitCode> {
  const text = await withPathsGiven(context, [given], async ({ paths: [file = given] }) => readFile(file, 'utf8').catch((error: unknown) => Promise.reject(storageError(error, given))));
  const host = await context.host();
  const { text: restoredText, restored, secrets, unknown } = await host.call('redaction.restore', { text });
  await writeResult(context, out, restoredText);
  const what = countedClasses(context, restored);
  await tell(context, what === '' ? message('cli.restored-nothing') : message('cli.restored', { what }));
  if (secrets > 0) await tell(context, message('cli.restored-secrets', { count: secrets }));
  if (unknown > 0) await tell(context, message('cli.restored-unknown', { count: unknown }));
  return EXIT.done;
}
