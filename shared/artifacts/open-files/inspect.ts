import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { message, type Message } from '../../base/message.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { isDeleted } from './contract.ts';
import { deletedRows } from './file-groups.ts';
import { FILE_TEXTS, limitOf, processOf, type OpenFiles } from './model.ts';

/** What the inspector shows of an open file: everything printed, and the limit of its process. */
export function inspectFile(files: OpenFiles, view: string, place: number): InspectorCard | null {
  const { table } = files;
  const row = view === 'deleted' ? (deletedRows(table)[place] ?? -1) : view === 'files' ? place : -1;
  if (row < 0 || row >= table.rowCount) return null;
  const { columns } = table;
  const span = { first: table.firstLine[row] ?? 0, last: table.lastLine[row] ?? 0 };
  const fact = (id: string, value: Message | string): InspectorCard['facts'][number] => ({ label: `open-files.column.${id}`, value, span });
  const limit = limitOf(files, columns.pid.values[row] ?? Number.NaN);
  const bytes = (id: 'sizeBytes' | 'offsetBytes'): InspectorCard['facts'] => {
    const value = numberAt(columns[id], row);
    return value === null ? [] : [fact(id, message('open-files.inspect.bytes', { bytes: value }))];
  };
  const number = (id: 'pid' | 'tid' | 'links' | 'inode'): InspectorCard['facts'] => {
    const value = numberAt(columns[id], row);
    return value === null ? [] : [fact(id, String(value))];
  };
  return {
    title: message('open-files.inspect.title', { process: processOf(table, row), fd: textAt(columns.fd, row) ?? '', name: textAt(columns.name, row) ?? '' }),
    facts: [
      ...(isDeleted(table, row) ? [fact('status', message('open-files.inspect.deleted'))] : []),
      ...FILE_TEXTS.flatMap((name) => {
        const value = textAt(columns[name], row);
        return value === null ? [] : [fact(name, value)];
      }),
      ...bytes('sizeBytes'),
      ...bytes('offsetBytes'),
      ...number('inode'),
      ...number('pid'),
      ...number('tid'),
      ...number('links'),
      ...(limit?.soft == null ? [] : [{ label: 'open-files.inspect.limit', value: message('open-files.inspect.count', { count: limit.soft }), span: { first: limit.line, last: limit.line } }]),
    ],
    block: [],
  };
}
