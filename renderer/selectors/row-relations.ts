import type { ArtifactKind } from '../../shared/artifacts/artifact-kind.ts';
import { kindById } from '../../shared/artifacts/registry.ts';
import type { ColumnSpec, TableView } from '../../shared/artifacts/table-view.ts';
import type { Cell } from '../../shared/base/column-table.ts';
import type { ArtifactId } from '../../shared/base/ids.ts';
import { shortenText, visibleText } from '../../shared/base/visible-text.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import type { Place } from '../state/place.ts';
import { artifactLabel, artifactsOfKind, findArtifact } from './artifact-names.ts';
import type { Words } from './use-words.ts';

/** Other captures told of beside the present one. */
const CAPTURES_TOLD = 4;
const NAME_LENGTH = 40;

export interface RowRelation {
  readonly id: string;
  readonly label: string;
  readonly place: Place;
}

interface RowInView {
  readonly view: string;
  readonly artifacts: readonly ArtifactId[];
  readonly columns: readonly ColumnSpec[];
  readonly cells: readonly Cell[];
  /** Column the menu was opened in. */
  readonly column: string | null;
}

/** What the row is called: its first text. */
export function rowName({ columns, cells }: Pick<RowInView, 'columns' | 'cells'>): { readonly column: string; readonly text: string } | null {
  for (const [i, { id, type }] of columns.entries()) {
    const cell = cells[i];
    if (type === 'text' && typeof cell === 'string' && cell !== '') return { column: id, text: cell };
  }
  return null;
}

function isAmount({ type, unit }: ColumnSpec): boolean {
  return type === 'number' && (unit === 'count' || unit === 'bytes' || unit === 'milliseconds');
}

/** The table that lists what this view compares: the view itself, or one with the same first column. */
function tableOf(kind: ArtifactKind<unknown>, view: string, key: string): TableView<unknown> | undefined {
  return kind.tables.find(({ id }) => id === view) ?? kind.tables.find(({ columns }) => columns.some(({ id, type }) => id === key && type === 'text'));
}

function trendOfRow(kind: ArtifactKind<unknown>, row: RowInView, name: { readonly column: string; readonly text: string }, words: Words): readonly RowRelation[] {
  const table = tableOf(kind, row.view, name.column);
  const asked = row.columns.find(({ id }) => id === row.column);
  const amounts = table?.columns.filter(isAmount) ?? [];
  const amount = amounts.find(({ id }) => id === asked?.id) ?? amounts.find(({ unit }) => asked !== undefined && isAmount(asked) && unit === asked.unit) ?? amounts[0];
  if (table === undefined || !table.columns.some(({ id }) => id === name.column)) return [];
  const filters = [{ column: name.column, op: 'in', values: [name.text] }] as const;
  const measure = amount === undefined ? ({ type: 'rows', view: table.id, filters, search: '' } as const) : ({ type: 'total', view: table.id, column: amount.id, filters, search: '' } as const);
  return [{ id: 'trend', label: words.t('related.trend', { what: shortenText(visibleText(name.text), NAME_LENGTH) }), place: { type: 'trend', kind: kind.id, measure } }];
}

/** Where else a row can be looked at: its trend, and the same in other captures. */
export function rowRelations(caseView: CaseView, row: RowInView, words: Words): readonly RowRelation[] {
  const last = row.artifacts.at(-1);
  const artifact = last === undefined ? null : findArtifact(caseView, last);
  const kind = artifact === null ? null : kindById(artifact.kind);
  const name = rowName(row);
  if (kind === null || name === null) return [];
  const captures = artifactsOfKind(caseView, kind.id);
  const table = tableOf(kind, row.view, name.column);
  const others = table === undefined ? [] : captures.filter(({ id }) => row.artifacts.length > 1 || id !== last).slice(-CAPTURES_TOLD);
  return [
    ...(captures.length < 2 ? [] : trendOfRow(kind, row, name, words)),
    ...others.map((other): RowRelation => ({ id: other.id, label: words.t('related.capture', { capture: artifactLabel(caseView, other) }), place: { type: 'table', artifact: other.id, view: table?.id ?? row.view, search: name.text } })),
  ];
}
