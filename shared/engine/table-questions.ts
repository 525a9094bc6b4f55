import type { Language } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import { distinctValues } from './distinct-values.ts';
import type { Engine } from './engine.ts';
import { findRow, placeOfRow, rowsAtLines } from './find-row.ts';
import { rowsAsText } from './rows-as-text.ts';
import type { TableStore } from './table-store.ts';
import { tableTotals } from './table-totals.ts';
import { UnknownReference } from './unknown-reference.ts';

type TableQuestions = Pick<Engine, 'tableShape' | 'tableWindow' | 'tableTotals' | 'tableFind' | 'tablePlace' | 'tableRowsAt' | 'tableText' | 'distinct'>;

/** What an engine answers about the rows of its tables. */
export function tableQuestions(tables: TableStore, translateTo: (language: Language) => Translate): TableQuestions {
  return {
    tableShape(ref) {
      const { title, columns, sort, rows } = tables.open(ref);
      return { title, columns, sort, rowCount: rows.table.rowCount };
    },
    tableWindow: (ref, query, from, count) => tables.open(ref).rows.window(query, from, count),
    tableTotals: (ref, query, ranges) => tableTotals(tables.open(ref).rows, query, ranges),
    tableFind: (ref, query, find) => findRow(tables.open(ref).rows, query, find),
    tablePlace: (ref, query, row) => placeOfRow(tables.open(ref).rows, query, row),
    tableRowsAt: (ref, lines) => rowsAtLines(tables.open(ref).rows.table, lines),
    tableText: (ref, query, question) => rowsAsText(tables.open(ref).rows, query, question, translateTo(question.language)),
    distinct(ref, column, limit) {
      const { columns } = tables.open(ref).rows.table;
      const found = Object.hasOwn(columns, column) ? columns[column] : undefined;
      if (!found) throw new UnknownReference('column', column);
      return distinctValues(found, limit);
    },
  };
}
