import type { Cell } from '../../../shared/base/column-table.ts';
import type { Json } from '../../../shared/base/json.ts';
import { message } from '../../../shared/base/message.ts';
import { renderDocument } from '../../../shared/report/build-report.ts';
import type { DocumentColumn, DocumentTable } from '../../../shared/report/document.ts';
import { renderJson } from '../../../shared/report/json.ts';
import { renderTextTable } from '../../../shared/report/text.ts';
import type { CliContext } from './context.ts';
import { formatOf, TEXT_FORMATS, type OutputOptions } from './options.ts';
import { writeResult } from './write-result.ts';

/** A column of a command's list; `header` is a catalogue key. */
export type ListColumn = Pick<DocumentColumn, 'align' | 'unit' | 'look'> & { readonly header: string };

export interface ListAnswer {
  /** What `--format json` prints. */
  readonly json: Json;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export function plainColumn(header: string): ListColumn {
  return { header, align: 'left', unit: 'none', look: 'plain' };
}

/** Lists of commands (targets, JVMs, verify, doctor) in every format, from one table. */
export async function printList(context: CliContext, options: OutputOptions, { json, columns, rows }: ListAnswer): Promise<void> {
  const format = formatOf(options, TEXT_FORMATS);
  const table: DocumentTable = {
    type: 'table',
    caption: '',
    columns: columns.map((column) => ({ ...column, header: context.translate(message(column.header)), hidden: false })),
    rows,
    note: null,
  };
  const { language } = context;
  const text =
    format === 'json' ? renderJson(json)
    : format === 'text' ? renderTextTable(table, language)
    : renderDocument({ language, title: 'Borescope', subtitle: '', sections: [{ heading: '', blocks: [table] }] }, format);
  await writeResult(context, options.out, text);
}
