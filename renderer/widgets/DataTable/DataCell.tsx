import { memo, type ReactNode } from 'react';
import type { Cell } from '../../../shared/base/column-table.ts';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { StateGlyph, stateLook } from '../StateGlyph.tsx';
import { cellText, changeOf, type Words } from './cell-text.ts';

interface DataCellProps {
  readonly id: string;
  readonly value: Cell;
  readonly spec: ColumnSpec;
  readonly line: number;
  readonly active: boolean;
  readonly words: Words;
}

function content(value: Cell, spec: ColumnSpec, text: string, words: Words): ReactNode {
  if (typeof value !== 'string') return text;
  if (spec.look === 'thread-state') {
    return (
      <span className={`cell-state state-${stateLook(value)}`}>
        <StateGlyph state={value} />
        {text}
      </span>
    );
  }
  const change = spec.look === 'change' ? changeOf(value) : null;
  if (change === null) return text;
  return (
    <span className={`cell-change change-${change.sort}`}>
      <b>{change.sign}</b>
      {words.translate(message(`table.change.${change.sort}`))}
    </span>
  );
}

function classOf(value: Cell, spec: ColumnSpec, muted: boolean, active: boolean): string {
  const classes = ['cell'];
  if (spec.type === 'number') classes.push('cell-number');
  if (spec.look === 'code') classes.push('cell-code');
  if (spec.look === 'delta' && typeof value === 'number' && value !== 0) classes.push(value > 0 ? 'delta-up' : 'delta-down');
  if (muted) classes.push('cell-muted');
  if (active) classes.push('cell-active');
  return classes.join(' ');
}

/** One cell. Cut text gets its tooltip from the grid when the pointer arrives. */
export const DataCell = memo(function DataCell({ id, value, spec, line, active, words }: DataCellProps): ReactNode {
  const { text, exact, muted } = cellText(value, spec, words);
  return (
    <div role="gridcell" id={id} aria-colindex={line} className={classOf(value, spec, muted, active)} style={{ gridColumn: line }} data-column={spec.id} title={exact ?? undefined}>
      {content(value, spec, text, words)}
    </div>
  );
});
