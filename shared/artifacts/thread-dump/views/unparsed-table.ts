import type { TableView } from '../../table-view.ts';
import type { ThreadDump } from '../model.ts';
import { numberColumn, table, textsColumn } from './table-builder.ts';
import { textOf } from '../building/text-pool.ts';
import { column } from './threads-table.ts';
import { UNPARSED_BECAUSE } from '../building/unparsed-lines.ts';

/** Every line of the dump that no rule accounts for: nothing is dropped in silence. */
export const UNPARSED_TABLE: TableView<ThreadDump> = {
  id: 'unparsed',
  title: 'threadDump.table.unparsed',
  sort: [],
  columns: [
    column('line', 'number', 80, { unit: 'line' }),
    column('text', 'text', 520, { look: 'code' }),
    column('because', 'text', 260, { words: 'threadDump.unparsed' }),
  ],
  build({ unparsed }) {
    const { line, because, texts } = unparsed;
    return table(line.length, {
      line: numberColumn(line),
      text: textsColumn(Array.from(line, (_, row) => textOf(texts, row + 1))),
      because: textsColumn(Array.from(because, (code) => UNPARSED_BECAUSE[code] ?? null)),
    }, line, line);
  },
};
