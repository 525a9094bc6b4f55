import type { Cell } from '../base/column-table.ts';
import { message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import { tableText } from '../report/table-text.ts';
import { columnHeader } from './column-header.ts';
import type { TableQuery, TableText, TextQuestion } from './table-query.ts';
import { rowsAt } from './table-totals.ts';
import { cellAt, type QueriedTable } from './table-window.ts';
import { UnknownReference } from './unknown-reference.ts';

/** V8's longest string is about 512 M characters; a clipboard takes far less. */
const LONGEST_TEXT = 100_000_000;

/** Rows of a query as text for the clipboard or a file. */
export function rowsAsText(queried: QueriedTable, query: TableQuery, { format, headers, columns, ranges }: TextQuestion, translate: Translate): TableText {
  // A person reads sentences, a program the codes they stand for.
  const forPeople = format === 'tsv' || format === 'markdown';
  const heads = columns.map((id) => {
    const spec = queried.columns.find((column) => column.id === id);
    if (!spec) throw new UnknownReference('column', id);
    return { id, header: columnHeader(spec, translate), isNumber: spec.type === 'number', isCode: spec.look === 'code', words: forPeople ? spec.words : undefined };
  });
  const rows = rowsAt(queried, query, ranges ?? [{ first: 0, last: queried.table.rowCount - 1 }]);
  function* cells(): Generator<readonly Cell[]> {
    for (const row of rows) {
      yield heads.map(({ id, words }) => {
        const cell = cellAt(queried.table, id, row);
        return words !== undefined && typeof cell === 'string' ? translate(message(`${words}.${cell}`)) : cell;
      });
    }
  }
  return { ...tableText(heads, cells(), { format, headers }, LONGEST_TEXT), asked: rows.length };
}
