import type { FindingSeverity } from '../artifacts/finding.ts';
import type { Catalogue } from '../base/message.ts';
import type { Cell } from '../base/column-table.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { message, type Language } from '../base/message.ts';
import { createTranslator, type Translate } from '../base/translate.ts';
import type { Unit } from '../base/units.ts';
import { moreRows, numberColumn, textColumn } from './compose-tables.ts';
import type { Block, DocumentColumn, DocumentFinding, DocumentSection, DocumentTable, ReportDocument } from './document.ts';
import { REPORT_MESSAGES } from './messages.ts';
import { kindTitle, sharedFolder } from './names.ts';
import { unrecognisedSentence } from './unrecognised-sentence.ts';

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item): item is JsonObject => item !== null && typeof item === 'object' && !Array.isArray(item)) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The plain values of one side of a change; a bare value has the empty name. */
function fieldsOf(value: Json | undefined): ReadonlyMap<string, Cell> {
  if (value === null || value === undefined || Array.isArray(value)) return new Map();
  if (typeof value !== 'object') return new Map([['', typeof value === 'boolean' ? String(value) : value]]);
  return new Map(Object.entries(value as JsonObject).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'));
}

interface Row {
  readonly change: 'added' | 'removed' | 'changed';
  readonly key: string;
  readonly before: ReadonlyMap<string, Cell>;
  readonly after: ReadonlyMap<string, Cell>;
  readonly delta: ReadonlyMap<string, Cell>;
}

function keyOf(item: JsonObject): string {
  return textOf(item['key']) || textOf(item['className']) || textOf(item['name']);
}

function rowsOf(series: JsonObject): readonly Row[] {
  const none: ReadonlyMap<string, Cell> = new Map();
  return [
    ...objectsOf(series['changed']).map((item): Row => ({ change: 'changed', key: keyOf(item), before: fieldsOf(item['before']), after: fieldsOf(item['after']), delta: fieldsOf(item['delta']) })),
    ...objectsOf(series['added']).map((item): Row => ({ change: 'added', key: keyOf(item), before: none, after: fieldsOf(item), delta: none })),
    ...objectsOf(series['removed']).map((item): Row => ({ change: 'removed', key: keyOf(item), before: fieldsOf(item), after: none, delta: none })),
  ];
}

/** Fields that say something: those whose two sides differ in some pair; without pairs, the numbers. */
function tellingFields(rows: readonly Row[]): readonly string[] {
  const names = new Set<string>();
  for (const { before, after } of rows.filter(({ change }) => change === 'changed')) {
    for (const name of new Set([...before.keys(), ...after.keys()])) if (before.get(name) !== after.get(name)) names.add(name);
  }
  if (names.size === 0) for (const { before, after } of rows) for (const [name, value] of [...before, ...after]) if (typeof value === 'number') names.add(name);
  return [...names].filter((name) => name !== 'line');
}

function unitOf(field: string): Unit {
  if (/bytes$/i.test(field)) return 'bytes';
  return field.endsWith('Ms') ? 'milliseconds' : 'count';
}

function fieldColumns(field: string, rows: readonly Row[], translate: Translate): readonly DocumentColumn[] {
  const isNumber = rows.every((row) => [row.before.get(field), row.after.get(field)].every((cell) => cell === undefined || cell === null || typeof cell === 'number'));
  const named = (column: DocumentColumn): DocumentColumn => (field === '' ? column : { ...column, header: `${field}: ${column.header}` });
  const side = (header: string): DocumentColumn => named(isNumber ? numberColumn(header, unitOf(field), translate) : textColumn(header, translate, 'code'));
  const sides = [side('report.column.before'), side('report.column.after')];
  return isNumber ? [...sides, named(numberColumn('report.column.delta', unitOf(field), translate, 'delta'))] : sides;
}

function seriesTable(series: JsonObject, limit: number, translate: Translate): DocumentTable {
  const rows = rowsOf(series);
  const fields = tellingFields(rows).map((field) => ({ field, columns: fieldColumns(field, rows, translate) }));
  const shown = limit === 0 ? rows : rows.slice(0, limit);
  return {
    type: 'table',
    caption: '',
    columns: [textColumn('report.column.change', translate), textColumn('report.column.key', translate, 'code'), ...fields.flatMap(({ columns }) => columns)],
    rows: shown.map((row) => [
      translate(message(`report.change.${row.change}`)),
      row.key,
      ...fields.flatMap(({ field, columns }) => [row.before.get(field) ?? null, row.after.get(field) ?? null, row.delta.get(field) ?? null].slice(0, columns.length)),
    ]),
    note: moreRows(rows.length - shown.length, translate),
  };
}

function severityOf(value: Json | undefined): FindingSeverity {
  return value === 'critical' || value === 'warning' ? value : 'info';
}

function findingBlock(finding: JsonObject, sourceOf: ReadonlyMap<string, string>, translate: Translate): DocumentFinding {
  const severity = severityOf(finding['severity']);
  const certainty = textOf(finding['certainty']);
  return {
    type: 'finding',
    severity,
    severityLabel: translate(message(`report.severity.${severity}`)),
    certaintyLabel: certainty === '' ? '' : translate(message(`report.certainty.${certainty}`)),
    title: textOf(finding['title']),
    details: Array.isArray(finding['details']) ? (finding['details'] as readonly Json[]).map(textOf) : [],
    excerpts: objectsOf(finding['evidence']).slice(0, 3).map((evidence) => ({ place: `${sourceOf.get(textOf(evidence['artifact'])) ?? textOf(evidence['artifact'])}:${JSON.stringify(evidence['line'])}`, line: 0, from: 0, lines: [] })),
    note: null,
  };
}

/** By artifact id: the file's path, without the folders that all share. */
function sourceNames(diff: JsonObject): ReadonlyMap<string, string> {
  const paths = objectsOf(diff['inputs']).map((input) => textOf(input['path']));
  const folder = sharedFolder(paths);
  return new Map(objectsOf(diff['artifacts']).map((artifact) => [textOf(artifact['id']), (paths[Number(artifact['input'])] ?? '').slice(folder.length)]));
}

function seriesSection(series: JsonObject, limit: number, translate: Translate): DocumentSection {
  const count = (name: string): number => objectsOf(series[name]).length;
  const kind = kindTitle(textOf(series['kind']), translate);
  const captures = typeof series['captures'] === 'number' ? series['captures'] : 0;
  const sentence = translate(message('report.diff.series', { kind, captures, added: count('added'), removed: count('removed'), changed: count('changed') }));
  const table = seriesTable(series, limit, translate);
  return { heading: kind, blocks: [{ type: 'paragraph', text: sentence, look: 'plain' }, ...(table.rows.length > 0 ? [table] : [])] };
}

/** `borescope.diff/1` as a document for people. `limit` rows per series; 0 = all. */
export function composeDiff(diff: JsonObject, limit: number, language: Language, catalogues: readonly Catalogue[]): ReportDocument {
  const translate = createTranslator(language, [...catalogues, REPORT_MESSAGES]);
  const series = objectsOf(diff['series']);
  const sourceOf = sourceNames(diff);
  const troubles = objectsOf(diff['inputs']).flatMap((input): Block[] => {
    const problem = input['problem'];
    if (problem === null || typeof problem !== 'object' || Array.isArray(problem)) return [];
    const { code, what } = problem as JsonObject;
    const why = translate(unrecognisedSentence({ code: textOf(code), what: textOf(what) }));
    return [{ type: 'paragraph', text: translate(message('report.summary.unrecognised', { name: textOf(input['path']), what: why })), look: 'warning' }];
  });
  const nothing: Block[] = series.length === 0 ? [{ type: 'paragraph', text: translate(message('report.diff.nothing')), look: 'warning' }] : [];
  const sections: DocumentSection[] = [
    { heading: translate(message('report.summary')), blocks: [...nothing, ...troubles] },
    { heading: translate(message('report.findings')), blocks: objectsOf(diff['findings']).map((finding) => findingBlock(finding, sourceOf, translate)) },
    ...series.map((one) => seriesSection(one, limit, translate)),
  ];
  return { language, title: translate(message('report.diff.title')), subtitle: '', sections: sections.filter(({ blocks }) => blocks.length > 0) };
}
