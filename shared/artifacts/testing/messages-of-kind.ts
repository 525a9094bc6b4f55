import type { Message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { ArtifactKind } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { TableView } from '../table-view.ts';
import type { TreeNode } from '../tree-view.ts';

/** Catalogue keys a kind uses whatever it reads: titles, columns, recipe. */
export function fixedKeys(kind: ArtifactKind<unknown>): readonly string[] {
  const columns = [...kind.tables.flatMap((view) => view.columns), ...kind.series.flatMap((view) => [2, 3, 4, 5, 6, 7].flatMap((captures) => view.columns(captures)))];
  return [
    kind.title,
    ...kind.tables.map((view) => view.title),
    ...kind.series.map((view) => view.title),
    ...kind.trees.flatMap((view) => [view.title, view.empty]),
    ...columns.flatMap(({ header, hint }) => (hint === undefined ? [header] : [header, hint])),
    ...(kind.recipe?.alternatives.flatMap(({ effect, worstCase }) => [effect.key, worstCase.key]) ?? []),
  ];
}

/** Every sentence a kind says about these artifacts. */
export function messagesAbout(kind: ArtifactKind<unknown>, artifacts: readonly LoadedArtifact<unknown>[]): readonly Message[] {
  const findings = [...artifacts.flatMap((artifact) => kind.analyzers.flatMap((analyze) => analyze(artifact))), ...(isNonEmpty(artifacts) ? kind.seriesAnalyzers.flatMap((analyze) => analyze(artifacts)) : [])];
  return [...findings.flatMap(({ title, details }) => [title, ...details]), ...artifacts.flatMap((artifact) => messagesOfOne(kind, artifact))];
}

function messagesOfOne(kind: ArtifactKind<unknown>, { parsed }: LoadedArtifact<unknown>): readonly Message[] {
  const { model } = parsed;
  const labels = kind.keyFigures(model).map(({ label }) => ({ key: label, params: {} }));
  const trees = kind.trees.flatMap((view) => view.build(model).flatMap(messagesOfNode));
  return [...parsed.diagnostics.map(({ message }) => message), ...labels, ...trees, ...kind.tables.flatMap((view) => wordsOfCells(view, model)), ...kind.tables.flatMap((view) => messagesOfRows(kind, model, view.id, view.build(model).rowCount))];
}

/** Codes that columns show in words. */
function wordsOfCells(view: TableView<unknown>, model: unknown): readonly Message[] {
  const { columns } = view.build(model);
  return view.columns.flatMap(({ id, words }) => {
    const column = columns[id];
    return words === undefined || column?.type !== 'text' ? [] : column.dictionary.map((code) => ({ key: `${words}.${code}`, params: {} }));
  });
}

function messagesOfRows(kind: ArtifactKind<unknown>, model: unknown, view: string, rowCount: number): readonly Message[] {
  return Array.from({ length: Math.min(rowCount, 300) }, (_, row) => kind.inspect(model, view, row)).flatMap((card) =>
    card ? [card.title, ...card.facts.flatMap(({ label, value }) => [{ key: label, params: {} }, ...(typeof value === 'string' ? [] : [value])])] : [],
  );
}

function messagesOfNode(node: TreeNode): readonly Message[] {
  return [node.label, ...(node.detail ? [node.detail] : []), ...node.children.flatMap(messagesOfNode)];
}
