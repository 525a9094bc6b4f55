import path from 'node:path';
import { formatBytes } from '../../../../shared/base/format-quantity.ts';
import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';

export interface CaseOptions extends OutputOptions {
  readonly name?: string;
  readonly tags?: readonly string[];
}

/** What a case holds and what it takes on the disk, after naming and tagging it where that was asked for. */
export async function showCase(context: CliContext, folder: string, { name, tags, ...output }: CaseOptions): Promise<ExitCode> {
  const host = await context.host();
  const { id: caseId } = await host.call('cases.open', { path: path.resolve(folder) });
  if (name !== undefined) await host.call('cases.rename', { caseId, name });
  if (tags !== undefined) await host.call('cases.setTags', { caseId, tags: [...tags] });
  const { entry, captures } = await host.call('cases.view', { caseId });
  const disk = await host.call('cases.diskUse', { caseId });
  const rows = captures.map((capture) => ({ id: capture.id, name: capture.name, startedAt: capture.startedAt, status: capture.completeness.status, bytes: capture.stdout.bytes }));
  await printList(context, output, {
    json: { schema: 'borescope.case/1', name: entry.name, tags: [...entry.tags], path: entry.path, createdAt: entry.createdAt, disk: { ...disk } as unknown as Json, captures: rows },
    columns: [{ ...plainColumn('cli.column.capture'), look: 'code' }, { ...plainColumn('cli.column.name'), look: 'code' }, plainColumn('cli.column.started'), plainColumn('cli.column.state'), { ...plainColumn('cli.column.bytes'), align: 'right', unit: 'bytes' }],
    rows: rows.map((row) => [row.id, row.name, row.startedAt, context.translate(message(`cli.verify.${row.status === 'complete' ? 'intact' : 'partial'}`)), row.bytes]),
  });
  const sizes = Object.fromEntries(Object.entries(disk).map(([part, bytes]) => [part, formatBytes(bytes, context.language)]));
  await tell(context, message('cli.case-disk', { name: entry.name, ...sizes }));
  if (entry.tags.length > 0) await tell(context, message('cli.case-tags', { tags: entry.tags.join(', ') }));
  return EXIT.done;
}
