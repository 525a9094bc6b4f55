import { assertNever } from '../base/assert-never.ts';
import type { Cell } from '../base/column-table.ts';
import { formatQuantity } from '../base/format-quantity.ts';
import type { Language } from '../base/message.ts';
import { sparklineText } from '../artifacts/sparkline-column.ts';
import type { RobustFit } from '../base/robust-fit.ts';
import type { Unit } from '../base/units.ts';
import { shortenText, visibleText } from '../base/visible-text.ts';
import type { FindingSeverity } from '../artifacts/finding.ts';

/** A column of a document's table, its header already in the reader's language. */
export interface DocumentColumn {
  readonly header: string;
  readonly unit: Unit;
  readonly align: 'left' | 'right';
  /** 'sparkline': cells as in artifacts/sparkline-column.ts. */
  readonly look: 'plain' | 'code' | 'delta' | 'sparkline';
  /** Only in formats for machines (CSV). */
  readonly hidden: boolean;
}

export interface DocumentTable {
  readonly type: 'table';
  readonly caption: string;
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Such as "and 35 more rows"; null when the table is whole. */
  readonly note: string | null;
}

export interface DocumentExcerpt {
  /** Where it stands: `app.log:778`. */
  readonly place: string;
  readonly line: number;
  readonly from: number;
  readonly lines: readonly string[];
}

export interface DocumentFinding {
  readonly type: 'finding';
  readonly severity: FindingSeverity;
  readonly severityLabel: string;
  readonly certaintyLabel: string;
  readonly title: string;
  readonly details: readonly string[];
  readonly excerpts: readonly DocumentExcerpt[];
  readonly note: string | null;
}

/** A number over captures: a picture where there are pictures, and the same in words. */
export interface DocumentTrend {
  readonly type: 'trend';
  readonly title: string;
  readonly unit: Unit;
  /** What the picture shows, for those who do not see it. */
  readonly alternative: string;
  /** First, last, least and largest value with their times. */
  readonly range: string;
  /** What the line through them says, or why none does; most important first. */
  readonly sentences: readonly string[];
  /** In time order; x on the scale of the fit. `y` null: that capture does not say. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
  readonly firstTime: string;
  readonly lastTime: string;
  /** Drawn beyond the last point only where it may be continued. */
  readonly line: { readonly fit: RobustFit; readonly isTrusted: boolean } | null;
}

export type Block = { readonly type: 'paragraph'; readonly text: string; readonly look: 'plain' | 'warning' | 'muted' } | DocumentFinding | DocumentTable | DocumentTrend;

export interface DocumentSection {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** A report before it is HTML, Markdown, CSV or text. All texts may hold evidence: renderers escape every one. */
export interface ReportDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly DocumentSection[];
}

/** Longest cell and excerpt line a document for people shows; a cut says how long the text was. */
export const CELL_LIMIT = 300;
export const LINE_LIMIT = 1000;

/** A cell for people: formatted, on one line, nothing in it can act. */
export function cellText(cell: Cell, column: DocumentColumn, language: Language): string {
  if (cell === null) return '';
  if (typeof cell === 'string' && column.look === 'sparkline') return shortenText(sparklineText(cell, column.unit, language), CELL_LIMIT);
  if (typeof cell === 'string') return visibleText(shortenText(cell, CELL_LIMIT)).replaceAll('\t', ' ');
  const text = formatQuantity(cell, column.unit, language);
  switch (column.look) {
    case 'delta':
      return cell > 0 ? `+${text}` : text;
    case 'plain':
    case 'code':
    case 'sparkline':
      return text;
    default:
      return assertNever(column.look);
  }
}

/** An excerpt's line for people. */
export function lineText(line: string): string {
  return visibleText(shortenText(line, LINE_LIMIT)).replaceAll('\t', '    ');
}
