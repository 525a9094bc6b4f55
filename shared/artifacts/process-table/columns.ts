import type { Column, ColumnTable } from '../../base/column-table.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { ColumnSpec, TableView } from '../table-view.ts';
import type { ProcessTable } from './model.ts';
import { startedAtOf } from './start-times.ts';
import { ownValues } from './whole-process-rows.ts';

type Look = ColumnSpec['look'];

export interface ColumnChoice {
  readonly id: string;
  readonly unit: ColumnSpec['unit'];
  readonly width: number;
  readonly look?: Look;
  readonly isText?: boolean;
  readonly hint?: string;
  readonly hiddenAtFirst?: boolean;
}

/** Column data with the header keys of one kind. */
export function specOf(prefix: string, { id, unit, width, look = 'plain', isText = false, hint, hiddenAtFirst }: ColumnChoice): ColumnSpec {
  return {
    id, header: `${prefix}.column.${id}`, type: isText ? 'text' : 'number', unit, look, width,
    ...(hint === undefined ? {} : { hint: `${prefix}.hint.${hint}` }),
    ...(hiddenAtFirst === undefined ? {} : { hiddenAtFirst }),
  };
}

/** The table of a kind: every printed row. */
export function tableView(prefix: string, id: string, choices: readonly ColumnChoice[], sort: TableView<ProcessTable>['sort']): TableView<ProcessTable> {
  return {
    id,
    title: `${prefix}.table.${id}`,
    columns: choices.map((choice) => specOf(prefix, choice)),
    sort,
    rowCount: (table) => table.rowCount,
    build: (table) => buildTable(table, choices.map((choice) => choice.id)),
  };
}

function buildTable(table: ProcessTable, ids: readonly string[]): ColumnTable {
  return {
    rowCount: table.rowCount,
    columns: Object.fromEntries(ids.map((id) => [id, columnOf(table, id)])),
    firstLine: table.lines,
    lastLine: table.lines,
  };
}

function columnOf(table: ProcessTable, id: string): Column {
  const numbers = (values: Float64Array): Column => ({ type: 'number', values });
  switch (id) {
    case 'pid':
      return numbers(table.pids);
    case 'tid':
      return numbers(table.tids);
    case 'nid':
      return textColumn(table.rowCount, (row) => hexNid(table.tids[row] ?? Number.NaN));
    case 'ppid':
      return numbers(table.ppids);
    case 'cpu':
      return numbers(table.cpuPercent);
    case 'own-cpu':
      return numbers(ownValues(table, table.cpuPercent));
    case 'mem':
      return numbers(table.memPercent);
    case 'rss':
      return numbers(table.rssBytes);
    case 'vsz':
      return numbers(table.vszBytes);
    case 'cpu-time':
      return numbers(table.cpuTimeMs);
    case 'threads':
      return numbers(table.threadCounts);
    case 'user':
      return table.users;
    case 'state':
      return table.states;
    case 'started':
      return textColumn(table.rowCount, (row) => startedAtOf(table, row));
    default:
      return table.commands;
  }
}

/** `0x28f5`, as HotSpot prints nid up to JDK 18; null where the thread id is unknown. */
export function hexNid(tid: number): string | null {
  return Number.isNaN(tid) ? null : `0x${tid.toString(16)}`;
}
