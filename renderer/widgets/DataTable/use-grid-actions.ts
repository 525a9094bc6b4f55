import { useCallback, useState } from 'react';
import type { Cell } from '../../../shared/base/column-table.ts';
import { message, type Message } from '../../../shared/base/message.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { PlaceRange, TableQuery, TextFormat } from '../../../shared/engine/table-query.ts';
import { failureReason } from '../failure-reason.ts';
import { saveFile } from '../save-file.ts';
import { cellText, inWords, oneLine, type Words } from './cell-text.ts';
import { fittingWidth, GLYPH_WIDTH } from './measure-width.ts';
import type { RowLoader } from './row-loader.ts';
import { selectedCount, type RowSelection } from './row-selection.ts';
import type { TableSource } from './table-source.ts';
import type { ColumnModel } from './use-column-model.ts';

/** Rows one copy takes along; a spreadsheet takes little more. */
const COPIED_AT_MOST = 100_000;

const FILES: Readonly<Record<TextFormat, { readonly extension: string; readonly mediaType: string }>> = {
  tsv: { extension: 'tsv', mediaType: 'text/tab-separated-values' },
  csv: { extension: 'csv', mediaType: 'text/csv' },
  markdown: { extension: 'md', mediaType: 'text/markdown' },
  json: { extension: 'json', mediaType: 'application/json' },
};

export interface GridActions {
  /** What the last action did, spoken and shown for a moment; null before the first. */
  readonly notice: string | null;
  readonly say: (said: Message) => void;
  readonly copyRows: (selection: RowSelection, format: TextFormat, headers: boolean) => Promise<void>;
  readonly copyText: (text: string, done: Message) => Promise<void>;
  readonly copyCell: (value: Cell) => Promise<void>;
  /** Saves every row of the present query, in the columns shown, as a file. */
  readonly saveRows: (format: TextFormat, name: string) => Promise<void>;
  readonly autofit: (column: string, element: Element) => void;
}

function cutAt(ranges: readonly PlaceRange[], most: number): readonly PlaceRange[] {
  let room = most;
  return ranges.flatMap(({ first, last }) => {
    const cut = { first, last: Math.min(last, first + room - 1) };
    room -= Math.max(0, cut.last - cut.first + 1);
    return cut.last < cut.first ? [] : [cut];
  });
}

export function useGridActions(source: TableSource, query: TableQuery, loader: RowLoader, { shown, table }: ColumnModel, words: Words): GridActions {
  const [notice, setNotice] = useState<string | null>(null);
  const { translate, language } = words;
  const say = useCallback((said: Message) => setNotice(translate(said)), [translate]);
  const attempt = useCallback(
    async (act: () => Promise<Message>) => {
      try {
        say(await act());
      } catch (failure) {
        say(message('table.copy-failed', { reason: failureReason(failure, translate) }));
      }
    },
    [say, translate],
  );
  const copyText = useCallback(
    (text: string, done: Message) =>
      attempt(async () => {
        await navigator.clipboard.writeText(text);
        return done;
      }),
    [attempt],
  );
  const copyCell = useCallback((value: Cell) => copyText(value === null ? '' : String(value), message('table.copied.cell')), [copyText]);
  const columns = useCallback(() => shown.map(({ spec }) => spec.id), [shown]);

  const copyRows = useCallback(
    (selection: RowSelection, format: TextFormat, headers: boolean) =>
      attempt(async () => {
        const total = selectedCount(selection);
        const { text, rows } = await source.text(query, { format, headers, columns: columns(), ranges: cutAt(selection.ranges, COPIED_AT_MOST), language });
        await navigator.clipboard.writeText(text);
        return rows < total ? message('table.copied.cut', { count: rows, total }) : message('table.copied', { count: rows });
      }),
    [attempt, source, query, columns, language],
  );

  const saveRows = useCallback(
    (format: TextFormat, name: string) =>
      attempt(async () => {
        const { text, rows, asked } = await source.text(query, { format, headers: true, columns: columns(), ranges: null, language });
        // Spreadsheets take a file without the mark for one of the system's old encoding.
        const isSheet = format === 'csv' || format === 'tsv';
        saveFile(`${name}.${FILES[format].extension}`, FILES[format].mediaType, isSheet ? `\ufeff${text}` : text);
        return rows < asked ? message('table.saved.cut', { count: rows, total: asked }) : message('table.saved', { count: rows });
      }),
    [attempt, source, query, columns, language],
  );

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
      const width = fittingWidth(element, columnHeader(spec, translate), texts, extra);
      table.setColumnSizing((widths) => ({ ...widths, [id]: width }));
    },
    [loader, shown, table, translate, words],
  );

  return { notice, say, copyRows, copyText, copyCell, saveRows, autofit };
}
