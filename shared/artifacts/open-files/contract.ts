import { numberAt, textAt } from '../../base/column-table-builder.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { FileTable, OpenFiles } from './model.ts';

/** The `data` of `borescope.analysis/1`; see CONTRACT.md, kind `open-files`. `limits` is there when the capture told them. */
export function openFilesContract({ table, limits }: OpenFiles): JsonObject {
  return {
    rows: table.rowCount,
    byType: countByType(table),
    ...(limits.length === 0 ? {} : { limits: limits.map(({ pid, soft, hard, line }) => ({ pid, soft, hard, line })) }),
    files: Array.from({ length: table.rowCount }, (_, row) => contractFile(table, row)),
  };
}

/** Rows that print no type are left out. */
function countByType({ columns }: FileTable): Readonly<Record<string, number>> {
  const { codes, dictionary } = columns.type;
  const counts = new Uint32Array(dictionary.length + 1);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return Object.fromEntries(dictionary.map((type, i): readonly [string, number] => [type, counts[i + 1] ?? 0]).filter(([, count]) => count > 0));
}

function contractFile(table: FileTable, row: number): Json {
  const { columns } = table;
  const optional: readonly (readonly [string, Json])[] = [
    ['tid', numberAt(columns.tid, row)],
    ['taskCommand', textAt(columns.taskCommand, row)],
    ['lock', textAt(columns.lock, row)],
    ['links', numberAt(columns.links, row)],
    ['state', textAt(columns.state, row)],
  ];
  return {
    command: textAt(columns.command, row),
    pid: numberAt(columns.pid, row),
    user: textAt(columns.user, row),
    fd: textAt(columns.fd, row),
    mode: textAt(columns.mode, row),
    type: textAt(columns.type, row),
    device: textAt(columns.device, row),
    sizeBytes: numberAt(columns.sizeBytes, row),
    offsetBytes: numberAt(columns.offsetBytes, row),
    // An inode is a number; TCP and UDP are words.
    node: numberAt(columns.inode, row) ?? textAt(columns.node, row),
    name: textAt(columns.name, row),
    deleted: isDeleted(table, row),
    ...Object.fromEntries(optional.filter(([, value]) => value !== null)),
    line: table.firstLine[row] ?? 0,
  };
}

/** The file has no name any more; `DEL` is lsof's word for a mapped one. OF-05 */
export function isDeleted({ columns }: FileTable, row: number): boolean {
  return columns.deleted.values[row] === 1 || textAt(columns.fd, row) === 'DEL';
}
