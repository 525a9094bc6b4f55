import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';
import { withProgress } from '../progress.ts';

/** What a cluster recorded about a pod, latest first. */
export async function listEvents(context: CliContext, uri: string, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const events = await withProgress(context.io, context.translate(message('cli.asking', { uri })), host.call('targets.events', { uri }));
  await printList(context, options, {
    json: { schema: 'borescope.events/1', target: uri, events: events as unknown as Json },
    columns: [
      plainColumn('cli.column.last-seen'),
      plainColumn('cli.column.event'),
      { header: 'cli.column.count', align: 'right', unit: 'count', look: 'plain' },
      plainColumn('cli.column.container'),
      plainColumn('cli.column.message'),
    ],
    rows: events.map(({ lastAt, isWarning, reason, count, about, message: text }) => [lastAt, isWarning ? `! ${reason}` : reason, count, about, text]),
  });
  if (events.length === 0) await tell(context, message('cli.no-events', { uri }));
  return EXIT.done;
}
