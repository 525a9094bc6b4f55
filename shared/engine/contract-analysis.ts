import type { Finding } from '../artifacts/finding.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Diagnostic } from '../base/parsed.ts';
import type { Translate } from '../base/translate.ts';
import type { CaseCorrelations } from './case-correlations.ts';
import type { HeldArtifact, HeldCapture } from './ingest-capture.ts';
import { rawDiagnostics, rawJson, rawSpan } from './raw-line-numbers.ts';

/** Names artifacts the way a contract answer does: `a1`, `a2` … in the order of the inputs and of their lines. */
export type ArtifactNames = ReadonlyMap<ArtifactId, string>;

export function nameArtifacts(artifacts: readonly HeldArtifact[]): ArtifactNames {
  return new Map(artifacts.map(({ id }, i) => [id, `a${i + 1}`]));
}

/** `artifacts` and `correlations` of `borescope.analysis/1`, and its findings. */
export function contractAnalysis(captures: readonly HeldCapture[], findings: readonly Finding[], correlations: CaseCorrelations, translate: Translate): JsonObject {
  const asked = captures.flatMap(({ artifacts }) => artifacts);
  const names = nameArtifacts(asked);
  return {
    artifacts: captures.flatMap(({ artifacts }, input) => artifacts.map((artifact) => contractArtifact(artifact, input, names, correlations, translate))),
    findings: findings.map((finding) => contractFinding(finding, names, translate)),
    correlations: correlations.contract(asked, (id) => names.get(id) ?? id),
  };
}

function contractArtifact(artifact: HeldArtifact, input: number, names: ArtifactNames, correlations: CaseCorrelations, translate: Translate): JsonObject {
  const { id, kind, parsed, lineMap } = artifact;
  const span = rawSpan(parsed.span, lineMap);
  return {
    id: names.get(id) ?? id,
    kind: kind.id,
    input,
    lines: [span.first, span.last],
    capturedAt: parsed.capturedAt,
    tool: parsed.tool,
    unparsedLines: parsed.unparsedLines,
    diagnostics: rawDiagnostics(parsed.diagnostics, lineMap).map((diagnostic) => contractDiagnostic(diagnostic, translate)),
    data: rawJson(correlations.withRequests(artifact, kind.toContract(parsed.model)), lineMap),
  };
}

function contractDiagnostic({ code, severity, span, message }: Diagnostic, translate: Translate): Json {
  return { code, severity, line: span?.first ?? null, message: translate(message) };
}

export function contractFinding(finding: Finding, names: ArtifactNames, translate: Translate): JsonObject {
  return {
    rule: finding.rule,
    severity: finding.severity,
    certainty: finding.certainty,
    ...(finding.seenIn === undefined ? {} : { seenIn: { captures: finding.seenIn.captures, of: finding.seenIn.of } }),
    title: translate(finding.title),
    details: finding.details.map(translate),
    evidence: finding.evidence.map(({ artifact, line }) => ({ artifact: names.get(artifact) ?? artifact, line })),
  };
}
