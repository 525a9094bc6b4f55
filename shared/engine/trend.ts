import type { ArtifactKind } from '../artifacts/artifact-kind.ts';
import { captureTimes } from '../artifacts/capture-times.ts';
import { assertNever } from '../base/assert-never.ts';
import { forecast, meetLimit } from '../base/forecast.ts';
import type { Trend } from '../base/trend.ts';
import type { Unit } from '../base/units.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { loaded } from './order-artifacts.ts';
import type { TableStore } from './table-store.ts';
import { tableTotals } from './table-totals.ts';
import type { TrendMeasure } from './trend-question.ts';
import { UnknownReference } from './unknown-reference.ts';

interface Measured {
  readonly label: string;
  readonly unit: Unit;
  readonly values: readonly (number | null)[];
  readonly limit: number | null;
}

/** Follows a measure over artifacts of one kind in time order. `limit` null: the one the captures say, if any. */
export function trendOf(tables: TableStore, artifacts: readonly HeldArtifact[], measure: TrendMeasure, limit: number | null): Trend {
  const kind = artifacts[0]?.kind;
  if (!kind || artifacts.some((artifact) => artifact.kind !== kind)) throw new UnknownReference('view', measure.type);
  const measured = measureOf(tables, artifacts, kind, measure);
  const times = captureTimes(artifacts.map(loaded));
  const points = artifacts.map(({ id }, i) => ({ artifact: id, atMs: times?.[i] ?? null, value: measured.values[i] ?? null }));
  const { fit, because } = forecast(times, points.map(({ value }) => value ?? Number.NaN));
  const known = points.flatMap(({ value, atMs }) => (value === null || atMs === null ? [] : [{ x: atMs, y: value }]));
  const last = known.at(-1);
  const top = limit ?? measured.limit;
  const meets = top === null || fit === null || because !== null || last === undefined ? null : meetLimit(fit, last, known[0]?.x ?? last.x, top);
  return { label: measured.label, unit: measured.unit, points, fit, because, limit: top, meets };
}

function measureOf(tables: TableStore, artifacts: readonly HeldArtifact[], kind: ArtifactKind<unknown>, measure: TrendMeasure): Measured {
  if (measure.type === 'figure') return figureOf(artifacts, kind, measure.id);
  const query = { sort: [], filters: measure.filters, search: measure.search };
  const opened = artifacts.map(({ id }) => tables.open({ view: measure.view, artifacts: [id] }));
  switch (measure.type) {
    case 'rows':
      return { label: opened[0]?.title ?? '', unit: 'count', values: opened.map(({ rows }) => rows.places(query).count), limit: null };
    case 'total': {
      const spec = opened[0]?.columns.find(({ id }) => id === measure.column);
      if (!spec) throw new UnknownReference('column', measure.column);
      const values = opened.map(({ rows }) => {
        const total = tableTotals(rows, query, [{ first: 0, last: rows.table.rowCount - 1 }]).columns.find(({ column }) => column === measure.column);
        // No row at all is nothing, which adds up to zero; rows that all say nothing are unknown.
        return total === undefined || (total.count === 0 && rows.places(query).count > 0) ? null : total.sum;
      });
      return { label: spec.header, unit: spec.unit, values, limit: null };
    }
    default:
      return assertNever(measure);
  }
}

function figureOf(artifacts: readonly HeldArtifact[], kind: ArtifactKind<unknown>, id: string): Measured {
  const figures = artifacts.map(({ parsed }) => kind.keyFigures(parsed.model).find((figure) => figure.id === id) ?? null);
  const latest = figures.findLast((figure) => figure !== null) ?? null;
  if (latest === null) throw new UnknownReference('column', id);
  return { label: latest.label, unit: latest.unit, values: figures.map((figure) => figure?.value ?? null), limit: latest.limit ?? null };
}
