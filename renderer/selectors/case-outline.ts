import { ARTIFACT_KINDS } from '../../shared/artifacts/registry.ts';
import { message } from '../../shared/base/message.ts';
import { formatQuantity } from '../../shared/base/format-quantity.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { placeKey, type Place } from '../state/place.ts';
import { artifactLabel, artifactsOfKind } from './artifact-names.ts';
import type { Words } from './use-words.ts';

/** One line of the case outline. */
export interface OutlineEntry {
  readonly key: string;
  readonly label: string;
  /** A count or a figure at the right end; empty where there is none. */
  readonly figure: string;
  /** null for headings. */
  readonly place: Place | null;
  readonly children: readonly OutlineEntry[];
}

function leaf(label: string, place: Place, figure = ''): OutlineEntry {
  return { key: placeKey(place), label, figure, place, children: [] };
}

function artifactEntry(view: CaseView, artifact: ArtifactSummary, words: Words): OutlineEntry {
  const { language, translate } = words;
  const tables = artifact.tables.map((table) => leaf(translate(message(table.title)), { type: 'table', artifact: artifact.id, view: table.view, search: '' }, formatQuantity(table.rowCount, 'count', language)));
  const trees = artifact.trees.map((tree) => leaf(translate(message(tree.title)), { type: 'tree', artifact: artifact.id, view: tree.view }));
  const first = artifact.keyFigures[0];
  const raw = leaf(words.t('capture.raw'), { type: 'raw', capture: artifact.capture, line: artifact.span.first });
  return {
    key: `artifact:${artifact.id}`,
    label: artifactLabel(view, artifact),
    figure: first === undefined ? '' : formatQuantity(first.value, first.unit, language),
    place: tables[0]?.place ?? null,
    children: [...tables, ...trees, { ...raw, key: `raw-of:${artifact.id}` }],
  };
}

/** What the case holds, kind by kind, in the registry's order. */
export function caseOutline(view: CaseView, words: Words): readonly OutlineEntry[] {
  const kinds = ARTIFACT_KINDS.flatMap((kind): OutlineEntry[] => {
    const artifacts = artifactsOfKind(view, kind.id);
    if (artifacts.length === 0) return [];
    const compare = artifacts.length < 2 ? [] : kind.series.map((series) => leaf(words.translate(message(series.title)), { type: 'series', kind: kind.id, view: series.id }));
    const figure = artifacts[0]?.keyFigures[0];
    const trend = artifacts.length < 2 || figure === undefined ? [] : [leaf(words.t('trend.outline'), { type: 'trend', kind: kind.id, measure: { type: 'figure', id: figure.id } })];
    const flame = kind.callTree === undefined ? [] : [leaf(words.t('flame.title'), { type: 'flame', kind: kind.id })];
    const entries = artifacts.map((artifact) => artifactEntry(view, artifact, words));
    return [{ key: `kind:${kind.id}`, label: words.translate(message(kind.title)), figure: formatQuantity(artifacts.length, 'count', words.language), place: null, children: [...compare, ...trend, ...flame, ...entries] }];
  });
  return [
    leaf(words.t('navigator.overview'), { type: 'overview' }, view.findings.length === 0 ? '' : String(view.findings.length)),
    ...kinds,
    leaf(words.t('navigator.captures'), { type: 'captures' }, String(view.captures.length)),
    leaf(words.t('navigator.notes'), { type: 'notes' }),
  ];
}
