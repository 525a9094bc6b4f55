import type { InspectorCard, SeriesDiff } from '../artifacts/artifact-kind.ts';
import type { Finding } from '../artifacts/finding.ts';
import type { Graph } from '../artifacts/graph-view.ts';
import type { ColumnSpec } from '../artifacts/table-view.ts';
import type { TreeNode } from '../artifacts/tree-view.ts';
import type { Column, ColumnTable } from '../base/column-table.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Diagnostic, LineSpan } from '../base/parsed.ts';
import type { ConnectionMap } from '../correlate/map/connection-map.ts';
import type { LineMap } from '../evidence/envelope/line-map.ts';

/** Kinds count the lines of repaired text; all that leaves the engine counts those of the capture as it arrived. A null map changes nothing. */

export function rawSpan(span: LineSpan, map: LineMap | null): LineSpan {
  if (map === null) return span;
  const ends = [map.first(span.first), map.last(span.first), map.first(span.last), map.last(span.last)];
  return { first: Math.min(...ends), last: Math.max(...ends) };
}

function rawSpanOrNull(span: LineSpan | null, map: LineMap | null): LineSpan | null {
  return span === null ? null : rawSpan(span, map);
}

export function rawDiagnostics(diagnostics: readonly Diagnostic[], map: LineMap | null): readonly Diagnostic[] {
  return map === null ? diagnostics : diagnostics.map((diagnostic) => ({ ...diagnostic, span: rawSpanOrNull(diagnostic.span, map) }));
}

export function rawFinding(finding: Finding, mapOf: (artifact: ArtifactId) => LineMap | null): Finding {
  const [first, ...more] = finding.evidence.map(({ artifact, line }) => ({ artifact, line: mapOf(artifact)?.first(line) ?? line }));
  return first === undefined ? finding : { ...finding, evidence: [first, ...more] };
}

/** Cells of columns whose unit is a line, and the rows' own lines. */
export function rawTable(table: ColumnTable, columns: readonly ColumnSpec[], map: LineMap): ColumnTable {
  const lines = columns.filter(({ unit }) => unit === 'line').flatMap(({ id }) => {
    const column = table.columns[id];
    return column?.type === 'number' ? [[id, { type: 'number', values: column.values.map((line) => map.first(line)) }] satisfies [string, Column]] : [];
  });
  return { ...table, columns: { ...table.columns, ...Object.fromEntries(lines) }, ...rawRowLines(table, () => map) };
}

/** `maps` are those of the captures in order; a series has no columns of lines. */
export function rawSeriesTable(table: ColumnTable, maps: readonly (LineMap | null)[]): ColumnTable {
  if (maps.every((map) => map === null)) return table;
  return { ...table, ...rawRowLines(table, (row) => maps[table.lineCapture?.[row] ?? 0] ?? null) };
}

function rawRowLines(table: ColumnTable, mapOf: (row: number) => LineMap | null): Pick<ColumnTable, 'firstLine' | 'lastLine'> {
  const firstLine = new Uint32Array(table.rowCount);
  const lastLine = new Uint32Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const first = table.firstLine[row] ?? 0;
    const span = first === 0 ? null : rawSpan({ first, last: table.lastLine[row] ?? first }, mapOf(row));
    firstLine[row] = span?.first ?? 0;
    lastLine[row] = span?.last ?? 0;
  }
  return { firstLine, lastLine };
}

export function rawTree(nodes: readonly TreeNode[], map: LineMap | null): readonly TreeNode[] {
  return map === null ? nodes : nodes.map((node) => ({ ...node, span: rawSpanOrNull(node.span, map), children: rawTree(node.children, map) }));
}

export function rawGraph(graph: Graph, map: LineMap | null): Graph {
  return map === null ? graph : { ...graph, nodes: graph.nodes.map((node) => ({ ...node, span: rawSpanOrNull(node.span, map) })) };
}

/** Lines of edges are of the listing that each names. */
export function rawMap(map: ConnectionMap, lineMapOf: (artifact: ArtifactId) => LineMap | null): ConnectionMap {
  return { ...map, edges: map.edges.map((edge) => ({ ...edge, line: lineMapOf(edge.artifact)?.first(edge.line) ?? edge.line })) };
}

export function rawCard(card: InspectorCard | null, map: LineMap | null): InspectorCard | null {
  if (card === null || map === null) return card;
  return {
    ...card,
    facts: card.facts.map((fact) => ({ ...fact, span: rawSpanOrNull(fact.span, map) })),
    block: card.block.map((line) => ({ ...line, line: map.first(line.line) })),
  };
}

/** In the contract's answers line numbers are the numbers named `line`. */
export function rawJson(value: Json, map: LineMap | null): Json {
  if (map === null || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => rawJson(item, map));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'line' && typeof inner === 'number' ? map.first(inner) : rawJson(inner, map)]));
}

/** Added rows lie in the last capture, removed ones in an earlier one, changed ones in the first and the last; `values` in each. */
export function rawDiff({ added, removed, changed }: SeriesDiff, maps: readonly (LineMap | null)[]): SeriesDiff {
  if (maps.every((map) => map === null)) return { added, removed, changed };
  const first = maps[0] ?? null;
  const last = maps.at(-1) ?? null;
  const each = (values: Json | undefined): Json | undefined => (Array.isArray(values) ? (values as readonly Json[]).map((value, i) => rawJson(value, maps[i] ?? null)) : values);
  return {
    added: added.map((row) => rawRow(row, last)),
    removed: removed.map((row) => rawRow(row, first)),
    changed: changed.map(({ before, after, values, ...rest }) => ({
      ...rest,
      ...(before === undefined ? {} : { before: rawJson(before, first) }),
      ...(after === undefined ? {} : { after: rawJson(after, last) }),
      ...(values === undefined ? {} : { values: each(values) ?? null }),
    })),
  };
}

function rawRow(row: JsonObject, map: LineMap | null): JsonObject {
  return rawJson(row, map) as JsonObject;
}
