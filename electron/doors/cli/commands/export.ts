import path from 'node:path';
import { message } from '../../../../shared/base/message.ts';
import { BUNDLE_EXTENSION } from '../../../../shared/evidence/bundle.ts';
import { leftOutMessage, memberPath } from '../../../../shared/evidence/left-out.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { redactionOf, type RedactOptions } from '../options.ts';
import { withProgress } from '../progress.ts';
import { redactedSentence } from '../redacted-sentence.ts';
import { tellEach } from '../tell-each.ts';
import { UsageError } from '../usage-error.ts';

export interface ExportOptions extends RedactOptions {
  readonly out: string;
}

/** One file with everything of a case, redacted unless told not to. */
export async function exportBundle(context: CliContext, given: readonly string[], options: ExportOptions): Promise<ExitCode> {
  if (!options.out.toLowerCase().endsWith(BUNDLE_EXTENSION)) throw new UsageError(message('cli.export.name', { file: options.out }));
  const redact = options.redact === false ? undefined : redactionOf({ ...options, redact: true });
  const host = await context.host();
  const work = host.call('bundle.write', { paths: given.map((one) => path.resolve(one)), out: path.resolve(options.out), redact });
  const { captures, sizeBytes, sha256, redacted, leftOut } = await withProgress(context.io, context.translate(message('cli.reading', { count: given.length })), work);
  await tell(context, message('cli.exported', { file: options.out, bytes: sizeBytes, count: captures }));
  await tell(context, message('cli.exported-hash', { sha256 }));
  await tell(context, redacted === null ? message('cli.export.not-redacted') : redactedSentence(context, redacted));
  await tellEach(context, leftOut.map((row) => ({ name: memberPath(row.source, row.member), what: context.translate(leftOutMessage(row)) })));
  return leftOut.some(({ reason }) => reason !== 'same-bytes') ? EXIT.inputUnreadable : EXIT.done;
}
