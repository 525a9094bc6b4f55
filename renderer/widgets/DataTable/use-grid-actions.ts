import { useCallback, useState } from 'react';
import { message, type Message } from '../../../shared/base/message.ts';
import type { Cell } from '../../../shared/base/column-table.ts';
import { failureReason } from '../failure-reason.ts';
import { cellText, inWords, oneLine, type Words } from './cell-text.ts';
import { toTsv } from './copy-rows.ts';
import { fittingWidth, GLYPH_WIDTH } from './measure-width.ts';
import type { RowLoader } from './row-loader.ts';
import { selectedCount, type RowSelection } from './row-selection.ts';
import type { TableRow } from './table-source.ts';
import type { ColumnModel } from './use-column-model.ts';

/** Rows one copy takes along; a spreadsheet takes little more. */
const COPIED_AT_MOST = 100_000;

export interface GridActions {
  /** What the last copy did, spoken and shown for a moment; null before the first. */
  readonly notice: string | null;
  readonly copyRows: (selection: RowSelection) => Promise<void>;
  readonly copyCell: (value: Cell) => Promise<void>;
  readonly autofit: (column: string, element: Element) => void;
}

async function selectedRows(loader: RowLoader, selection: RowSelection): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for (const { first, last } of selection.ranges) {
    const room = COPIED_AT_MOST - rows.length;
    if (room <= 0) break;
    rows.push(...(await loader.read(first, Math.min(last, first + room - 1))));
  }
  return rows;
}

export function useGridActions(loader: RowLoader, { shown, table }: ColumnModel, words: Words): GridActions {
  const [notice, setNotice] = useState<string | null>(null);
  const { translate } = words;

  const copy = useCallback(
    async (make: () => Promise<{ readonly text: string; readonly done: Message }>) => {
      try {
        const { text, done } = await make();
        await navigator.clipboard.writeText(text);
        setNotice(translate(done));
      } catch (failure) {
        setNotice(translate(message('table.copy-failed', { reason: failureReason(failure, translate) })));
      }
    },
    [translate],
  );

  const copyRows = useCallback(
    (selection: RowSelection) =>
      copy(async () => {
        const rows = await selectedRows(loader, selection);
        const headers = shown.map((column) => translate(message(column.spec.header)));
        const total = selectedCount(selection);
        const done = rows.length < total ? message('table.copied.cut', { count: rows.length, total }) : message('table.copied', { count: rows.length });
        return { text: toTsv(headers, rows.map((row) => shown.map((column) => inWords(row.cells[column.cell] ?? null, column.spec, translate)))), done };
      }),
    [copy, loader, shown, translate],
  );

  const copyCell = useCallback((value: Cell) => copy(() => Promise.resolve({ text: value === null ? '' : String(value), done: message('table.copied.cell') })), [copy]);

  const autofit = useCallback(
    (id: string, element: Element) => {
      const column = shown.find((candidate) => candidate.spec.id === id);
      if (column === undefined) return;
      const { spec, cell } = column;
      const texts = [...loader.loaded()].map((row) => {
        const value = row.cells[cell] ?? null;
        return { text: typeof value === 'string' ? oneLine(String(inWords(value, spec, words.translate))) : cellText(value, spec, words.language).text, monospace: spec.look === 'code' || spec.look === 'state-strip' };
      });
      const extra = spec.look === 'thread-state' || spec.look === 'change' ? GLYPH_WIDTH : 0;
      const width = fittingWidth(element, translate(message(spec.header)), texts, extra);
      table.setColumnSizing((widths) => ({ ...widths, [id]: width }));
    },
    [loader, shown, table, translate, words],
  );

  return { notice, copyRows, copyCell, autofit };
}
