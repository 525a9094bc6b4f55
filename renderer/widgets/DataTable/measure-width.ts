import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { MAX_WIDTH, MIN_WIDTH } from './layout-storage.ts';

export interface MeasuredText {
  readonly text: string;
  readonly monospace: boolean;
}

/** Padding of a cell at both sides and its border, and a pixel for rounding. */
const CELL_EDGES = 18;
/** Room for a sort mark and the menu button beside a header's name. */
export const HEADER_EDGES = 48;
/** A glyph and its gap before the text. */
export const GLYPH_WIDTH = 18;
/** One endless name must not push all other columns off the screen. */
const FITTED_AT_MOST = 640;

/** Padding of a header at both sides and its sort mark. */
const HEADER_TEXT_EDGES = 30;

/** The same table with no column narrower than its name in the language of the window. */
export function withWholeHeaders(shape: TableShape, translate: Translate): TableShape {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return shape;
  const style = getComputedStyle(document.documentElement);
  context.font = `600 ${style.getPropertyValue('--font-1')} ${style.getPropertyValue('--font-sans')}`;
  const headerWidth = (spec: ColumnSpec): number => Math.ceil(context.measureText(columnHeader(spec, translate)).width) + HEADER_TEXT_EDGES;
  return { ...shape, columns: shape.columns.map((spec) => ({ ...spec, width: Math.max(spec.width, Math.min(FITTED_AT_MOST, headerWidth(spec))) })) };
}

/** Width that shows the header and all given texts whole, within bounds. Measures on a canvas: no layout happens. */
export function fittingWidth(element: Element, header: string, texts: readonly MeasuredText[], extra: number): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return MIN_WIDTH;
  const style = getComputedStyle(element);
  const sans = `${style.fontSize} ${style.fontFamily}`;
  const mono = `${style.fontSize} ${style.getPropertyValue('--font-mono')}`;
  context.font = `600 ${sans}`;
  let widest = context.measureText(header).width + HEADER_EDGES;
  for (const { text, monospace } of texts) {
    context.font = monospace ? mono : sans;
    widest = Math.max(widest, context.measureText(text).width + CELL_EDGES + extra);
  }
  return Math.min(FITTED_AT_MOST, MAX_WIDTH, Math.max(MIN_WIDTH, Math.ceil(widest)));
}
