import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { parseSourceUri } from '../../../../shared/collect/target-source.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';
import { withProgress } from '../progress.ts';
import { listSource } from './list-source.ts';

async function listJvms(context: CliContext, uri: string, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const found = await withProgress(context.io, context.translate(message('cli.looking', { uri })), host.call('targets.jvms', { uri }));
  await printList(context, options, {
    json: { schema: 'borescope.jvms/1', target: found.target, hidden: found.hidden, jvms: found.jvms as unknown as Json },
    columns: [
      { header: 'cli.column.pid', align: 'right', unit: 'id', look: 'plain' },
      { ...plainColumn('cli.column.main-class'), look: 'code' },
      plainColumn('cli.column.user'),
      { header: 'cli.column.uptime', align: 'right', unit: 'milliseconds', look: 'plain' },
      { ...plainColumn('cli.column.command-line'), look: 'code' },
    ],
    rows: found.jvms.map(({ pid, mainClass, user, uptimeMs, commandLine }) => [pid, mainClass, user, uptimeMs, commandLine]),
  });
  if (found.jvms.length === 0) await tell(context, message('cli.no-jvms', { uri }));
  if (found.hidden > 0) await tell(context, message('cli.hidden', { count: found.hidden }));
  return EXIT.done;
}

async function listTargets(context: CliContext, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const targets = await host.call('targets.list', {});
  await printList(context, options, {
    json: { schema: 'borescope.targets/1', targets: targets as unknown as Json },
    columns: [{ ...plainColumn('cli.column.uri'), look: 'code' }, plainColumn('cli.column.kind'), plainColumn('cli.column.label')],
    rows: targets.map(({ uri, kind, label }) => [uri, kind, label]),
  });
  return EXIT.done;
}

export async function targets(context: CliContext, uri: string | undefined, options: OutputOptions): Promise<ExitCode> {
  if (uri === undefined) return listTargets(context, options);
  return parseSourceUri(uri) === null ? listJvms(context, uri, options) : listSource(context, uri, options);
}
