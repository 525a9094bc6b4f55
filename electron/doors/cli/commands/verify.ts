import path from 'node:path';
import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';

export async function verify(context: CliContext, folder: string, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const report = await host.call('cases.verify', { path: path.resolve(folder) });
  await printList(context, options, {
    json: { schema: 'borescope.verify/1', ...(report as unknown as { readonly [key: string]: Json }) },
    columns: [plainColumn('cli.column.state'), { ...plainColumn('cli.column.capture'), look: 'code' }, { ...plainColumn('cli.column.name'), look: 'code' }, plainColumn('cli.column.detail')],
    rows: report.rows.map(({ state, capture, name, detail }) => [context.translate(message(`cli.verify.${state}`)), capture, name, detail]),
  });
  await tell(context, message(report.intact ? (report.of === 'case' ? 'cli.verify-intact' : 'cli.verify-intact-files') : 'cli.verify-broken', { path: folder, count: report.rows.length }));
  return report.intact ? EXIT.done : EXIT.inputUnreadable;
}
