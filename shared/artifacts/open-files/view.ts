import type { Column, ColumnTable, TextColumn } from '../../base/column-table.ts';
import { textAt } from '../../base/column-table-builder.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { ColumnSpec, TableView } from '../table-view.ts';
import { deletedByProcess, deletedRows, descriptorsByProcess, heldBytes, openedOften, sortOf, type FileGroup } from './file-groups.ts';
import { groupRows, processOf, rowsWhere, type FileTable, type OpenFiles } from './model.ts';

const text = (id: string, look: ColumnSpec['look'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `open-files.column.${id}`, type: 'text', unit: 'none', look, width, ...more });
const number = (id: string, unit: ColumnSpec['unit'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `open-files.column.${id}`, type: 'number', unit, look: 'plain', width, ...more });
const HIDDEN = { hiddenAtFirst: true } as const;
const NAME_COLUMN = text('name', 'code', 340);

/** Every open file as printed. */
export const FILES: TableView<OpenFiles> = {
  id: 'files',
  title: 'open-files.table.files',
  columns: [
    text('fd', 'code', 56, { hint: 'open-files.hint.fd' }),
    text('mode', 'plain', 64, { hint: 'open-files.hint.mode' }),
    text('type', 'plain', 72),
    number('sizeBytes', 'bytes', 88),
    NAME_COLUMN,
    text('state', 'plain', 104, { hint: 'open-files.hint.state' }),
    text('status', 'plain', 80, { words: 'open-files.status', hint: 'open-files.hint.status' }),
    number('offsetBytes', 'bytes', 88, HIDDEN),
    text('device', 'code', 88),
    number('inode', 'id', 88, { hint: 'open-files.hint.inode' }),
    text('node', 'plain', 64, { hint: 'open-files.hint.node' }),
    number('pid', 'id', 72),
    text('command', 'code', 104),
    text('user', 'plain', 88),
    number('tid', 'id', 72, { ...HIDDEN, hint: 'open-files.hint.tid' }),
    text('taskCommand', 'code', 104, HIDDEN),
    text('lock', 'plain', 64, { ...HIDDEN, hint: 'open-files.hint.lock' }),
    number('links', 'count', 56, HIDDEN),
  ],
  sort: [],
  rowCount: ({ table }) => table.rowCount,
  build({ table }): ColumnTable {
    return { ...table, columns: { ...table.columns, status: statusColumn(table) } };
  },
};

/** Descriptors by process and what they are. */
export const TYPES: TableView<OpenFiles> = {
  id: 'types',
  title: 'open-files.table.types',
  columns: [text('process', 'code', 160), text('sort', 'plain', 160, { hint: 'open-files.hint.sort' }), number('descriptors', 'count', 104), number('share', 'percent', 80, { hint: 'open-files.hint.share' }), number('sizeBytes', 'bytes', 104)],
  sort: [{ column: 'descriptors', descending: true }],
  build(files): ColumnTable {
    const { table } = files;
    const groups = descriptorsByProcess(files).flatMap(({ key, rows }) => groupRows(rows, (row) => sortOf(table, row)).map((group) => ({ process: key, all: rows.length, ...group })));
    return grouped(table, groups, {
      process: textColumn(groups.length, (i) => groups[i]?.process ?? null),
      sort: textColumn(groups.length, (i) => groups[i]?.key ?? null),
      descriptors: numbers(groups, ({ rows }) => rows.length),
      share: numbers(groups, ({ rows, all }) => (rows.length / all) * 100),
      sizeBytes: numbers(groups, ({ rows }) => heldBytes(table, rows).bytes),
    });
  },
};

/** Files that have no name any more, descriptor by descriptor. */
export const DELETED: TableView<OpenFiles> = {
  id: 'deleted',
  title: 'open-files.table.deleted',
  columns: [NAME_COLUMN, number('sizeBytes', 'bytes', 104, { hint: 'open-files.hint.held' }), text('process', 'code', 160), text('fd', 'code', 56), text('mode', 'plain', 64), text('type', 'plain', 72), number('inode', 'id', 88)],
  sort: [{ column: 'sizeBytes', descending: true }],
  build({ table }): ColumnTable {
    const groups = deletedRows(table).map((row) => ({ key: '', rows: [row] }));
    const pick = (name: 'name' | 'fd' | 'mode' | 'type'): Column => textColumn(groups.length, (i) => textAt(table.columns[name], groups[i]?.rows[0] ?? -1));
    return grouped(table, groups, {
      name: pick('name'),
      sizeBytes: numbers(groups, ({ rows: [row] }) => table.columns.sizeBytes.values[row ?? -1] ?? Number.NaN),
      process: textColumn(groups.length, (i) => processOf(table, groups[i]?.rows[0] ?? -1)),
      fd: pick('fd'),
      mode: pick('mode'),
      type: pick('type'),
      inode: numbers(groups, ({ rows: [row] }) => table.columns.inode.values[row ?? -1] ?? Number.NaN),
    });
  },
};

/** Files that a process opened more than once. */
export const REPEATED: TableView<OpenFiles> = {
  id: 'repeated',
  title: 'open-files.table.repeated',
  columns: [NAME_COLUMN, number('descriptors', 'count', 104), number('sizeBytes', 'bytes', 88), text('process', 'code', 160)],
  sort: [{ column: 'descriptors', descending: true }],
  build(files): ColumnTable {
    const { table } = files;
    const groups = openedOften(files);
    return grouped(table, groups, {
      name: textColumn(groups.length, (i) => groups[i]?.name ?? null),
      descriptors: numbers(groups, ({ rows }) => rows.length),
      sizeBytes: numbers(groups, ({ rows }) => table.columns.sizeBytes.values[rows[0] ?? -1] ?? Number.NaN),
      process: textColumn(groups.length, (i) => groups[i]?.process ?? null),
    });
  },
};

/** Numbers worth a sparkline. The limit is told where one process was captured with it. */
export function figures(files: OpenFiles): readonly { readonly id: string; readonly value: number; readonly unit: 'count' | 'bytes'; readonly limit?: number }[] {
  const { table, limits } = files;
  const processes = descriptorsByProcess(files);
  const descriptors = processes.reduce((sum, { rows }) => sum + rows.length, 0);
  const soft = limits.length === 1 && processes.length === 1 ? (limits[0]?.soft ?? null) : null;
  const deleted = deletedByProcess(files).flatMap(({ rows }) => rows);
  return [
    { id: 'descriptors', value: descriptors, unit: 'count', ...(soft === null ? {} : { limit: soft }) },
    { id: 'sockets', value: rowsWhere(table, (row) => /^(?:IPv4|IPv6|sock|unix)$/.test(textAt(table.columns.type, row) ?? '')).length, unit: 'count' },
    { id: 'deleted', value: deleted.length, unit: 'count' },
    { id: 'deleted-bytes', value: heldBytes(table, deleted).bytes, unit: 'bytes' },
  ];
}

/** A number column made of a value for each item. */
export function numbers<Item>(items: readonly Item[], valueOf: (item: Item) => number): Column {
  return { type: 'number', values: Float64Array.from(items, valueOf) };
}

/** A table of groups; a group's line is that of its first row. */
function grouped(table: FileTable, groups: readonly FileGroup[], columns: Readonly<Record<string, Column>>): ColumnTable {
  const lines = Uint32Array.from(groups, ({ rows }) => table.firstLine[rows[0] ?? -1] ?? 0);
  return { rowCount: groups.length, columns, firstLine: lines, lastLine: lines };
}

/** deleted, or unnamed for a socket that lsof cannot identify, or unreadable for what it may not look at. */
function statusColumn(table: FileTable): TextColumn {
  const { name, deleted } = table.columns;
  const dictionary = ['deleted', 'unnamed', 'unreadable'];
  const ofName = name.dictionary.map((text) => (/^protocol: |can't identify protocol/.test(text) ? 2 : text.endsWith(': Permission denied)') ? 3 : 0));
  const del = table.columns.fd.dictionary.indexOf('DEL') + 1;
  const codes = Uint32Array.from({ length: table.rowCount }, (_, row) => {
    if (deleted.values[row] === 1 || (del > 0 && table.columns.fd.codes[row] === del)) return 1;
    return ofName[(name.codes[row] ?? 0) - 1] ?? 0;
  });
  return { type: 'text', codes, dictionary };
}
