import type { ColumnTable } from '../../base/column-table.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { ColumnSpec, TableView } from '../table-view.ts';
import { packageOf } from './class-names.ts';
import type { HeapHistogram } from './model.ts';

export const SHARE_COLUMN: ColumnSpec = { id: 'share', header: 'heap-histogram.column.share', hint: 'heap-histogram.hint.share', type: 'number', unit: 'percent', look: 'plain', width: 72 };
export const INSTANCES_COLUMN: ColumnSpec = { id: 'instances', header: 'heap-histogram.column.instances', type: 'number', unit: 'count', look: 'plain', width: 104 };
export const BYTES_COLUMN: ColumnSpec = { id: 'shallow-bytes', header: 'heap-histogram.column.shallow-bytes', hint: 'heap-histogram.hint.shallow-bytes', type: 'number', unit: 'bytes', look: 'plain', width: 104 };
export const CLASS_COLUMN: ColumnSpec = { id: 'class', header: 'heap-histogram.column.class', type: 'text', unit: 'none', look: 'code', width: 380 };
export const MODULE_COLUMN: ColumnSpec = { id: 'module', header: 'heap-histogram.column.module', hint: 'heap-histogram.hint.module', type: 'text', unit: 'none', look: 'code', width: 150 };

/** Every printed row: the same class from two class loaders is two rows. */
export const CLASSES: TableView<HeapHistogram> = {
  id: 'classes',
  title: 'heap-histogram.table.classes',
  columns: [
    { id: 'rank', header: 'heap-histogram.column.rank', hint: 'heap-histogram.hint.rank', type: 'number', unit: 'id', look: 'plain', width: 56 },
    CLASS_COLUMN,
    MODULE_COLUMN,
    INSTANCES_COLUMN,
    BYTES_COLUMN,
    SHARE_COLUMN,
    { id: 'average', header: 'heap-histogram.column.average', type: 'number', unit: 'bytes', look: 'plain', width: 104, hiddenAtFirst: true },
    { id: 'raw-name', header: 'heap-histogram.column.raw-name', type: 'text', unit: 'none', look: 'code', width: 260, hiddenAtFirst: true },
  ],
  sort: [{ column: 'shallow-bytes', descending: true }],
  build(model): ColumnTable {
    const { rowCount, instances, shallowBytes, lines } = model;
    return {
      rowCount,
      columns: {
        rank: { type: 'number', values: Float64Array.from(model.ranks) },
        class: textColumn(rowCount, (row) => model.classNames[row] ?? null),
        module: { type: 'text', codes: model.moduleCodes, dictionary: model.modules },
        instances: { type: 'number', values: instances },
        'shallow-bytes': { type: 'number', values: shallowBytes },
        share: { type: 'number', values: shallowBytes.map((bytes) => shareOf(bytes, model)) },
        average: { type: 'number', values: shallowBytes.map((bytes, row) => ((instances[row] ?? 0) > 0 ? bytes / (instances[row] as number) : Number.NaN)) },
        'raw-name': textColumn(rowCount, (row) => model.rawNames[row] ?? null),
      },
      firstLine: lines,
      lastLine: lines,
    };
  },
};

/** Classes summed by package; a package's line is that of its largest class. */
export const PACKAGES: TableView<HeapHistogram> = {
  id: 'packages',
  title: 'heap-histogram.table.packages',
  columns: [
    { id: 'package', header: 'heap-histogram.column.package', hint: 'heap-histogram.hint.package', type: 'text', unit: 'none', look: 'code', width: 320 },
    { id: 'classes', header: 'heap-histogram.column.classes', type: 'number', unit: 'count', look: 'plain', width: 80 },
    INSTANCES_COLUMN,
    BYTES_COLUMN,
    SHARE_COLUMN,
    { id: 'largest', header: 'heap-histogram.column.largest', type: 'text', unit: 'none', look: 'code', width: 320 },
  ],
  sort: [{ column: 'shallow-bytes', descending: true }],
  build(model): ColumnTable {
    const packages = [...sumByPackage(model).entries()];
    const rowCount = packages.length;
    const numbers = (pick: (sums: PackageSums) => number): { readonly type: 'number'; readonly values: Float64Array } => ({ type: 'number', values: Float64Array.from(packages, ([, sums]) => pick(sums)) });
    const lines = Uint32Array.from(packages, ([, { largestRow }]) => model.lines[largestRow] ?? 0);
    return {
      rowCount,
      columns: {
        package: textColumn(rowCount, (row) => packages[row]?.[0] ?? null),
        classes: numbers((sums) => sums.classes),
        instances: numbers((sums) => sums.instances),
        'shallow-bytes': numbers((sums) => sums.shallowBytes),
        share: numbers((sums) => shareOf(sums.shallowBytes, model)),
        largest: textColumn(rowCount, (row) => model.classNames[packages[row]?.[1].largestRow ?? -1] ?? null),
      },
      firstLine: lines,
      lastLine: lines,
    };
  },
};

/** Percent of the bytes that the histogram accounts for: the printed total where there is one. NaN of nothing. */
export function shareOf(bytes: number, { printedTotal, total }: HeapHistogram): number {
  return (bytes / (printedTotal ?? total).shallowBytes) * 100;
}

interface PackageSums {
  classes: number;
  instances: number;
  shallowBytes: number;
  largestRow: number;
}

function sumByPackage(model: HeapHistogram): Map<string, PackageSums> {
  const packages = new Map<string, PackageSums>();
  for (let row = 0; row < model.rowCount; row++) {
    const name = packageOf(model.classNames[row] ?? '');
    let sums = packages.get(name);
    if (!sums) {
      sums = { classes: 0, instances: 0, shallowBytes: 0, largestRow: row };
      packages.set(name, sums);
    }
    const bytes = model.shallowBytes[row] ?? 0;
    if (bytes > (model.shallowBytes[sums.largestRow] ?? 0)) sums.largestRow = row;
    sums.classes += 1;
    sums.instances += model.instances[row] ?? 0;
    sums.shallowBytes += bytes;
  }
  return packages;
}
