import { kindById } from '../../shared/artifacts/registry.ts';
import { message } from '../../shared/base/message.ts';
import { visibleText } from '../../shared/base/visible-text.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { ColumnFilter } from '../../shared/engine/table-query.ts';
import type { TrendMeasure } from '../../shared/engine/trend-question.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { artifactsOfKind, findCapture } from './artifact-names.ts';
import type { Words } from './use-words.ts';

/** Artifacts of one kind from one process, in time order: only they have a trend. */
export interface TrendSource {
  readonly key: string;
  readonly label: string;
  readonly artifacts: readonly ArtifactSummary[];
}

/** The processes whose captures can be followed, the one with most captures first. Imported files count as one. */
export function trendSources(view: CaseView, kind: string, words: Words): readonly TrendSource[] {
  const sources = new Map<string, { label: string; artifacts: ArtifactSummary[] }>();
  for (const artifact of artifactsOfKind(view, kind)) {
    const capture = findCapture(view, artifact.capture);
    const target = capture?.target ?? null;
    const key = target === null ? '' : `${target}#${capture?.pid ?? ''}`;
    const label = target === null ? words.t('trend.imported') : capture?.pid === null || capture?.pid === undefined ? target : words.t('trend.process', { target, pid: capture.pid });
    const source = sources.get(key) ?? { label, artifacts: [] };
    source.artifacts.push(artifact);
    sources.set(key, source);
  }
  return [...sources].map(([key, source]) => ({ key, ...source })).toSorted((a, b) => b.artifacts.length - a.artifacts.length);
}

export interface NamedMeasure {
  readonly measure: TrendMeasure;
  readonly name: string;
}

function filterName(filters: readonly ColumnFilter[]): string {
  return filters.flatMap((filter) => ('values' in filter ? filter.values.map((value) => visibleText(String(value ?? '–'))) : [])).join(' ');
}

/** What a measure is called; rows picked by their values go by these. */
export function measureName(view: CaseView | null, kind: string, measure: TrendMeasure, words: Words): string {
  const { translate, t } = words;
  if (measure.type === 'figure') {
    const label = view?.artifacts.flatMap((artifact) => (artifact.kind === kind ? artifact.keyFigures : [])).find(({ id }) => id === measure.id)?.label;
    return label === undefined ? measure.id : translate(message(label));
  }
  const table = kindById(kind)?.tables.find(({ id }) => id === measure.view);
  const title = translate(message(table?.title ?? measure.view));
  const picked = filterName(measure.filters);
  if (measure.type === 'rows') return picked === '' ? t('trend.rows', { table: title }) : t('trend.of', { what: picked, column: t('trend.rows', { table: title }) });
  const column = translate(message(table?.columns.find(({ id }) => id === measure.column)?.header ?? measure.column));
  return t('trend.of', { what: picked === '' ? title : picked, column });
}

/** Everything that can be followed in a kind: its figures, then the rows and the amounts of each table. */
export function measuresOf(view: CaseView, kind: string, words: Words): readonly NamedMeasure[] {
  const figures = new Set(artifactsOfKind(view, kind).flatMap(({ keyFigures }) => keyFigures.map(({ id }) => id)));
  const measures: TrendMeasure[] = [...figures].map((id) => ({ type: 'figure', id }));
  for (const table of kindById(kind)?.tables ?? []) {
    measures.push({ type: 'rows', view: table.id, filters: [], search: '' });
    for (const { id, type, unit } of table.columns) if (type === 'number' && (unit === 'count' || unit === 'bytes' || unit === 'milliseconds')) measures.push({ type: 'total', view: table.id, column: id, filters: [], search: '' });
  }
  return measures.map((measure) => ({ measure, name: measureName(view, kind, measure, words) }));
}
