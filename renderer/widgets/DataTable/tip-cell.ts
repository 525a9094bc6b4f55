import { visibleText } from '../../../shared/base/visible-text.ts';
import { cellHint, type Words } from './cell-text.ts';
import type { RowLoader } from './row-loader.ts';
import type { ShownColumn } from './use-column-model.ts';

interface TipContext {
  readonly loader: RowLoader;
  readonly columns: readonly ShownColumn[];
  readonly words: Words;
}

/** Long enough to read anything, short enough for the system to show. */
const TIP_CHARACTERS = 4000;

/** The tooltip of the cell under the pointer, made when the pointer comes: making or measuring all of them would cost every frame. */
export function tipCell(target: EventTarget, { loader, columns, words }: TipContext): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  const column = columns[Number(cell?.getAttribute('aria-colindex') ?? 0) - 1];
  const row = loader.row(Number(cell?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1));
  if (cell === null || column === undefined || row === undefined) return;
  const value = row.cells[column.cell] ?? null;
  const isCut = cell.scrollWidth > cell.clientWidth;
  cell.title = cellHint(value, column.spec, words) ?? (isCut ? visibleText(String(value)).slice(0, TIP_CHARACTERS) : '');
}
