import type { ArtifactKind } from '../artifacts/artifact-kind.ts';
import type { Finding } from '../artifacts/finding.ts';
import { ARTIFACT_KINDS } from '../artifacts/registry.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import type { Language } from '../base/message.ts';
import { createTranslator, type Translate } from '../base/translate.ts';
import { engineCatalogues } from './catalogues.ts';
import { CaseCorrelations } from './case-correlations.ts';
import { callsOf } from './merge-calls.ts';
import { contractAnalysis } from './contract-analysis.ts';
import { contractDiff } from './contract-diff.ts';
import type { Engine } from './engine.ts';
import { ingestCapture, type HeldArtifact, type HeldCapture } from './ingest-capture.ts';
import { groupByKind, groupBySource, inTimeOrder } from './order-artifacts.ts';
import { NO_OWN_RULES, type OwnRules } from './own-rules/own-rules.ts';
import { findAll, rankFindings } from './rank-findings.ts';
import { rawCard, rawFinding, rawGraph, rawMap, rawTree } from './raw-line-numbers.ts';
import { RecentMap } from './recent-map.ts';
import { summarize } from './summarize-artifact.ts';
import { tableQuestions } from './table-questions.ts';
import { TableStore } from './table-store.ts';
import { trendOf } from './trend.ts';
import { UnknownReference } from './unknown-reference.ts';

/** An engine over the given kinds, with a person's own rules. Throws UnknownReference for captures, artifacts, views and columns it does not hold. */
export function createEngine(kinds: readonly ArtifactKind<unknown>[] = ARTIFACT_KINDS, own: OwnRules = NO_OWN_RULES): Engine {
  const captures = new Map<CaptureId, HeldCapture>();
  const artifacts = new Map<ArtifactId, HeldArtifact>();
  const correlations = new CaseCorrelations(() => [...artifacts.values()], own);
  const tables = new TableStore(artifactOf, (artifact, view) => correlations.columns(artifact, view));
  const findings = new RecentMap<readonly Finding[]>(8);
  const translateTo = createTranslators(kinds);

  function artifactOf(id: ArtifactId): HeldArtifact {
    return known(artifacts.get(id), 'artifact', id);
  }

  function captureOf(id: CaptureId): HeldCapture {
    return known(captures.get(id), 'capture', id);
  }

  function forget(id: CaptureId): void {
    for (const artifact of captures.get(id)?.artifacts ?? []) artifacts.delete(artifact.id);
    captures.delete(id);
    tables.clear();
    findings.clear();
    correlations.clear();
  }

  function keep(capture: HeldCapture): void {
    forget(capture.input.id);
    captures.set(capture.input.id, capture);
    for (const artifact of capture.artifacts) artifacts.set(artifact.id, artifact);
  }

  const artifactsOf = (ids: readonly CaptureId[]): readonly HeldArtifact[] => ids.flatMap((id) => captureOf(id).artifacts);
  const shown = (all: readonly Finding[]): readonly Finding[] => rankFindings(all).map((finding) => rawFinding(correlations.finding(finding), (id) => artifactOf(id).lineMap));
  const findingsOf = (ids: readonly CaptureId[]): readonly Finding[] => findings.getOrMake(JSON.stringify(ids), () => shown(correlations.judge(groupBySource(artifactsOf(ids)))));

  return {
    ingest: (input) => ingestCapture(input, kinds, keep),
    forget,
    readings: () => Array.from(captures.values(), ({ reading }) => reading),
    artifacts: (ids) => groupByKind(artifactsOf(ids)).flatMap((group) => inTimeOrder(group.artifacts).map(summarize)),
    findings: findingsOf,
    ...tableQuestions(tables, translateTo),
    trend: (ids, measure, limit) => trendOf(tables, ids.map(artifactOf), measure, limit),
    tree(id, view) {
      const { kind, parsed, lineMap } = artifactOf(id);
      return rawTree(known(kind.trees.find((tree) => tree.id === view), 'view', view).build(parsed.model), lineMap);
    },
    graph(id, view) {
      const { kind, parsed, lineMap } = artifactOf(id);
      const graph = known(kind.trees.find((tree) => tree.id === view), 'view', view).graph?.(parsed.model) ?? null;
      return graph === null ? null : rawGraph(graph, lineMap);
    },
    connections: (ids) => rawMap(correlations.connections(groupBySource(artifactsOf(ids))), (id) => artifactOf(id).lineMap),
    calls: (ids, question) => callsOf(ids.map(artifactOf), question, (id) => correlations.requestPaths(id)),
    inspect(id, view, row) {
      const artifact = artifactOf(id);
      return correlations.card(artifact, view, row, rawCard(artifact.kind.inspect(artifact.parsed.model, view, row), artifact.lineMap));
    },
    lineIndex: (id) => captureOf(id).lineIndex,
    analysis: (ids, language) => contractAnalysis(ids.map(captureOf), findingsOf(ids), correlations, translateTo(language)),
    // The caller's order is the order in time here: before, after, later.
    diff(ids, language) {
      const all = artifactsOf(ids);
      const groups = groupByKind(all);
      return contractDiff(ids, all, groups, shown(findAll(groups)), translateTo(language));
    },
  };
}

function known<Value>(value: Value | undefined, what: UnknownReference['what'], id: string): Value {
  if (value === undefined) throw new UnknownReference(what, id);
  return value;
}

function createTranslators(kinds: readonly ArtifactKind<unknown>[]): (language: Language) => Translate {
  const made = new Map<Language, Translate>();
  return (language) => {
    const translate = made.get(language) ?? createTranslator(language, engineCatalogues(kinds));
    made.set(language, translate);
    return translate;
  };
}
