import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import { message, type Language } from '../../../shared/base/message.ts';
import type { Cell } from '../../../shared/base/column-table.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { shortenText, visibleText } from '../../../shared/base/visible-text.ts';
import { sparklineText } from '../../../shared/artifacts/sparkline-column.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';

/** A cell as it is drawn. */
export interface CellText {
  readonly text: string;
  /** Nothing to look at: zero, or not said. */
  readonly muted: boolean;
}

export interface Words {
  readonly translate: Translate;
  readonly language: Language;
}

/** A 1 MB thread name must not cost a megabyte of layout; the whole is in the inspector and in copies. */
const SHOWN_CHARACTERS = 1000;

function signed(text: string, value: number): string {
  if (value > 0) return `+${text}`;
  return value < 0 ? text.replace('-', '\u2212') : text;
}

/** More than the text says: the exact number, or why there is nothing; null when the text says it all. */
export function cellHint(value: Cell, spec: ColumnSpec, { translate, language }: Words): string | null {
  if (value === null) return translate(message('table.null'));
  if (typeof value === 'string') return spec.look === 'sparkline' ? sparklineText(value, spec.unit, language) : null;
  if (spec.unit === 'bytes' && Math.abs(value) >= 1024) return translate(message('table.exact.bytes', { value }));
  if (spec.unit === 'milliseconds' && Math.abs(value) >= 1000) return translate(message('table.exact.milliseconds', { value }));
  return null;
}

/** One line of text that is safe to show. */
export function oneLine(text: string): string {
  return visibleText(shortenText(text, SHOWN_CHARACTERS));
}

export function cellText(value: Cell, spec: ColumnSpec, language: Language): CellText {
  if (value === null) return { text: '', muted: true };
  if (typeof value === 'string') return { text: oneLine(value), muted: false };
  const text = formatQuantity(value, spec.unit, language);
  return { text: spec.look === 'delta' ? signed(text, value) : text, muted: value === 0 && spec.unit !== 'id' && spec.unit !== 'line' };
}

/** What stands for a code where people read; any other value stays as it is. */
export function inWords(value: Cell, spec: ColumnSpec | undefined, translate: Translate): Cell {
  return typeof value === 'string' && spec?.words !== undefined ? translate(message(`${spec.words}.${value}`)) : value;
}

/** A strip of states cut where the state changes: fewer elements to draw than letters. */
export function stateRuns(strip: string): readonly { readonly letter: string; readonly text: string; readonly at: number }[] {
  return Array.from(strip.matchAll(/(.)\1*/gu), (run) => ({ letter: run[1] ?? '', text: run[0], at: run.index }));
}

export type ChangeSort = 'added' | 'removed' | 'changed' | 'same';

const CHANGE_SIGNS: Readonly<Record<ChangeSort, string>> = { added: '+', removed: '\u2212', changed: '~', same: '=' };

/** Reads the words a diff view writes; anything else is shown as it is. */
export function changeOf(value: Cell): { readonly sort: ChangeSort; readonly sign: string } | null {
  const sort = value === 'unchanged' ? 'same' : value;
  if (sort !== 'added' && sort !== 'removed' && sort !== 'changed' && sort !== 'same') return null;
  return { sort, sign: CHANGE_SIGNS[sort] };
}

/** What a filter or a menu calls a value. */
export function valueName(value: Cell, spec: ColumnSpec | undefined, words: Words): string {
  if (value === null || value === '') return words.translate(message('table.no-value'));
  const change = spec?.look === 'change' ? changeOf(value) : null;
  if (change !== null) return words.translate(message(`table.change.${change.sort}`));
  if (typeof value === 'number') return spec === undefined ? String(value) : cellText(value, spec, words.language).text;
  return visibleText(shortenText(String(inWords(value, spec, words.translate)), 60));
}
