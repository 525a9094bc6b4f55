import type { Column } from '../../../base/column-table.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ColumnSpec } from '../../table-view.ts';
import { text } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';
import { numberColumn, textsColumn } from '../views/table-builder.ts';

/** More names than this make no table; the rest stays in `extra` as printed. */
const MOST_COLUMNS = 16;
/** `name=value`, `name="two words"` or `"name=two words"`. */
const FIELD = /(?<=^| )(?:"([A-Za-z_][\w.-]*)=([^"]*)"|([A-Za-z_][\w.-]*)=(?:"([^"]*)"|(\S*)))(?= |$)/g;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

type Fields = ReadonlyMap<string, string>;

const NO_FIELDS: Fields = new Map();
const namesOf = new WeakMap<ThreadDump, readonly string[]>();

function parseFields(extra: string): Fields {
  return new Map(Array.from(extra.matchAll(FIELD), ([, quotedName, quoted, name, inQuotes, plain]) => [quotedName ?? name ?? '', quoted ?? inQuotes ?? plain ?? '']));
}

function fieldsById(dump: ThreadDump): ReadonlyMap<number, Fields> {
  const parsed = new Map<number, Fields>();
  for (const id of dump.threads.extra) if (id !== 0 && !parsed.has(id)) parsed.set(id, parseFields(text(dump, id)));
  return parsed;
}

/** Header fields this version has no column for, the most frequent first. */
function fieldNames(dump: ThreadDump): readonly string[] {
  const known = namesOf.get(dump);
  if (known) return known;
  const counts = new Map<string, number>();
  const parsed = fieldsById(dump);
  for (const id of dump.threads.extra) for (const name of (parsed.get(id) ?? NO_FIELDS).keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST_COLUMNS).map(([name]) => name);
  namesOf.set(dump, names);
  return names;
}

function valuesOf(dump: ThreadDump, name: string, parsed: ReadonlyMap<number, Fields>): readonly (string | null)[] {
  return Array.from(dump.threads.extra, (id) => (parsed.get(id) ?? NO_FIELDS).get(name) ?? null);
}

function isNumeric(values: readonly (string | null)[]): boolean {
  return values.every((value) => value === null || (NUMBER.test(value) && value.length < 16));
}

function columnId(name: string): string {
  return `field:${name}`;
}

/** A column for each unknown field, headed by its name as printed. */
export function fieldColumns(dump: ThreadDump): readonly ColumnSpec[] {
  const parsed = fieldsById(dump);
  return fieldNames(dump).map((name) => ({ id: columnId(name), header: name, type: isNumeric(valuesOf(dump, name, parsed)) ? 'number' : 'text', unit: 'none', look: 'plain', width: 110 }));
}

export function fieldCells(dump: ThreadDump): Record<string, Column> {
  const parsed = fieldsById(dump);
  return Object.fromEntries(
    fieldNames(dump).map((name) => {
      const values = valuesOf(dump, name, parsed);
      return [columnId(name), isNumeric(values) ? numberColumn(values.map((value) => (value === null ? null : Number(value)))) : textsColumn(values)];
    }),
  );
}

/** The unknown fields of one thread by name; null without any. */
export function fieldsOf(dump: ThreadDump, row: number): JsonObject | null {
  const id = dump.threads.extra[row] ?? 0;
  const fields = id === 0 ? NO_FIELDS : parseFields(text(dump, id));
  return fields.size === 0 ? null : Object.fromEntries(fields);
}
