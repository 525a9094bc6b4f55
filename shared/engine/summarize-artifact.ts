import type { ArtifactSummary } from './engine.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { rawDiagnostics, rawSpan } from './raw-line-numbers.ts';

const made = new WeakMap<HeldArtifact, ArtifactSummary>();

/** An artifact without its rows. Made once: counting rows means building every table. */
export function summarize(artifact: HeldArtifact): ArtifactSummary {
  const known = made.get(artifact);
  if (known) return known;
  const { id, kind, input, parsed, lineMap } = artifact;
  const summary: ArtifactSummary = {
    id,
    capture: input.id,
    kind: kind.id,
    capturedAt: parsed.capturedAt,
    tool: parsed.tool,
    span: rawSpan(parsed.span, lineMap),
    unparsedLines: parsed.unparsedLines,
    diagnostics: rawDiagnostics(parsed.diagnostics, lineMap),
    keyFigures: kind.keyFigures(parsed.model),
    tables: kind.tables.map((view) => ({ view: view.id, title: view.title, rowCount: view.rowCount?.(parsed.model) ?? view.build(parsed.model).rowCount })),
    trees: kind.trees.map(({ id: view, title, graph }) => ({ view, title, hasGraph: graph !== undefined })),
  };
  made.set(artifact, summary);
  return summary;
}
