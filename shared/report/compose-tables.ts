import type { ColumnSpec } from '../artifacts/table-view.ts';
import type { Cell } from '../base/column-table.ts';
import { message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import type { Unit } from '../base/units.ts';
import type { DocumentColumn, DocumentSection, DocumentTable } from './document.ts';
import { shortSentence, type ComposeContext } from './names.ts';
import type { ReportArtifact, ReportInput, ReportTable } from './report-input.ts';

const DIAGNOSTICS_LIMIT = 100;

/** A column of the report's own making. */
export function textColumn(header: string, translate: Translate, look: 'plain' | 'code' = 'plain'): DocumentColumn {
  return { header: translate(message(header)), unit: 'none', align: 'left', look, hidden: false };
}

export function numberColumn(header: string, unit: Unit, translate: Translate, look: 'plain' | 'delta' = 'plain'): DocumentColumn {
  return { header: translate(message(header)), unit, align: 'right', look, hidden: false };
}

function fromSpec(spec: ColumnSpec, translate: Translate): DocumentColumn {
  const look = spec.look === 'delta' || spec.look === 'code' || spec.look === 'sparkline' ? spec.look : spec.look === 'state-strip' ? 'code' : 'plain';
  return { header: translate(message(spec.header)), unit: spec.unit, align: spec.type === 'number' ? 'right' : 'left', look, hidden: spec.hiddenAtFirst === true };
}

export function moreRows(count: number, translate: Translate): string | null {
  return count > 0 ? translate(message('report.rows-more', { count })) : null;
}

const CHANGES: ReadonlySet<string> = new Set(['added', 'removed', 'changed', 'same']);

function tableBlock(table: ReportTable, { translate, names }: ComposeContext): DocumentTable {
  const title = translate(message(table.shape.title));
  const [only] = table.artifacts;
  const caption =
    table.artifacts.length === 1 && only !== undefined
      ? message('report.table-of', { title, artifact: names.artifact(only) })
      : message('report.table-of-series', { title, count: table.artifacts.length });
  const { columns } = table.shape;
  const shown = (cell: Cell, index: number): Cell => {
    const spec = columns[index];
    if (typeof cell !== 'string' || spec === undefined) return cell;
    if (spec.words !== undefined) return translate(message(`${spec.words}.${cell}`));
    return spec.look === 'change' && CHANGES.has(cell) ? translate(message(`report.change.${cell}`)) : cell;
  };
  return {
    type: 'table',
    caption: shortSentence(caption, translate),
    columns: columns.map((spec) => fromSpec(spec, translate)),
    rows: table.rows.map(({ cells }) => cells.map(shown)),
    note: moreRows(table.shape.rowCount - table.rows.length, translate),
  };
}

/** All tables that have rows; with `firstOnly` the first of each artifact, which is the one a terminal has room for. */
export function composeTables(input: ReportInput, context: ComposeContext, firstOnly: boolean): DocumentSection {
  const shown = new Set<string>();
  const isWanted = ({ artifacts, shape }: ReportTable): boolean => {
    const key = artifacts.join(' ');
    if (shape.rowCount === 0 || (firstOnly && shown.has(key))) return false;
    shown.add(key);
    return true;
  };
  return { heading: context.translate(message('report.tables')), blocks: input.tables.filter(isWanted).map((table) => tableBlock(table, context)) };
}

/** One table per kind, a row per artifact, so that captures of a series stand under each other. */
export function composeKeyFigures(input: ReportInput, context: ComposeContext): DocumentSection {
  const { translate, names } = context;
  const kinds = [...new Set(input.artifacts.map(({ kind }) => kind))];
  const blocks = kinds.map((kind): DocumentTable => {
    const artifacts = input.artifacts.filter((artifact) => artifact.kind === kind);
    const figures = new Map(artifacts.flatMap(({ keyFigures }) => keyFigures.map((figure) => [figure.id, figure] as const)));
    const row = (artifact: ReportArtifact): readonly Cell[] => [
      names.artifact(artifact.id),
      artifact.capturedAt,
      ...[...figures.keys()].map((id) => artifact.keyFigures.find((figure) => figure.id === id)?.value ?? null),
    ];
    return {
      type: 'table',
      caption: names.kind(kind),
      columns: [
        textColumn('report.column.artifact', translate, 'code'),
        textColumn('report.column.captured', translate),
        ...[...figures.values()].map(({ label, unit }) => numberColumn(label, unit, translate)),
      ],
      rows: artifacts.map(row),
      note: null,
    };
  });
  return { heading: translate(message('report.key-figures')), blocks };
}

export function composeDiagnostics(input: ReportInput, context: ComposeContext): DocumentSection {
  const { translate, names } = context;
  const rows = input.artifacts.flatMap((artifact) =>
    artifact.diagnostics.map((found): readonly Cell[] => [names.source(artifact.id), found.span?.first ?? null, found.code, shortSentence(found.message, translate)]),
  );
  const table: DocumentTable = {
    type: 'table',
    caption: '',
    columns: [
      textColumn('report.column.source', translate, 'code'),
      numberColumn('report.column.line', 'line', translate),
      textColumn('report.column.code', translate, 'code'),
      textColumn('report.column.message', translate),
    ],
    rows: rows.slice(0, DIAGNOSTICS_LIMIT),
    note: moreRows(rows.length - DIAGNOSTICS_LIMIT, translate),
  };
  return { heading: translate(message('report.diagnostics')), blocks: rows.length > 0 ? [table] : [] };
}
