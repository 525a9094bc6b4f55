import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import type { CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';

export async function doctor(context: CliContext, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const rows = await host.call('host.doctor', {});
  await printList(context, options, {
    json: { schema: 'borescope.doctor/1', rows: rows as unknown as Json },
    columns: [plainColumn('cli.column.state'), plainColumn('cli.column.name'), plainColumn('cli.column.detail')],
    rows: rows.flatMap(({ state, name, detail, problems = [] }) => [[context.translate(message(`cli.doctor.${state}`)), name, detail], ...problems.map((problem) => ['', name, context.translate(problem)])]),
  });
  return EXIT.done;
}
