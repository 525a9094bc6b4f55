import path from 'node:path';
import { message } from '../../../../shared/base/message.ts';
import { BUNDLE_EXTENSION } from '../../../../shared/evidence/bundle.ts';
import { leftOutMessage } from '../../../../shared/evidence/left-out.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withProgress } from '../progress.ts';
import { tellEach } from '../tell-each.ts';
import { UsageError } from '../usage-error.ts';

/** Copies what one case or bundle holds into a case folder. */
export async function merge(context: CliContext, from: string, into: string): Promise<ExitCode> {
  if (into.toLowerCase().endsWith(BUNDLE_EXTENSION)) throw new UsageError(message('cli.merge.into-bundle', { file: into }));
  const host = await context.host();
  const target = await host.call('cases.open', { path: path.resolve(into) });
  const source = await host.call('cases.open', { path: path.resolve(from) });
  const work = host.call('cases.merge', { caseId: target.id, from: source.id });
  const { added, same, leftOut } = await withProgress(context.io, context.translate(message('cli.reading', { count: source.captures })), work);
  await tell(context, message('cli.merged', { count: added.length, from, into }));
  if (same > 0) await tell(context, message('cli.merged-same', { count: same }));
  await tellEach(context, leftOut.map((row) => ({ name: row.member, what: context.translate(leftOutMessage(row)) })));
  return leftOut.some(({ reason }) => reason !== 'same-bytes') ? EXIT.inputUnreadable : EXIT.done;
}
