import type { CaptureId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { isNonEmpty } from '../base/non-empty.ts';
import type { Translate } from '../base/translate.ts';
import type { Finding } from '../artifacts/finding.ts';
import { contractFinding, nameArtifacts } from './contract-analysis.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { loaded, type ArtifactGroup } from './order-artifacts.ts';
import { rawDiff, rawSpan } from './raw-line-numbers.ts';

/** `artifacts`, `series` and `findings` of `borescope.diff/1`; `inputs` in the order of the answer's. A kind with fewer than two artifacts has nothing to be compared with and gives no series. */
export function contractDiff(inputs: readonly CaptureId[], artifacts: readonly HeldArtifact[], groups: readonly ArtifactGroup[], findings: readonly Finding[], translate: Translate): JsonObject {
  const names = nameArtifacts(artifacts);
  return {
    artifacts: artifacts.map(({ id, kind, input, parsed, lineMap }) => {
      const { first, last } = rawSpan(parsed.span, lineMap);
      return { id: names.get(id) ?? id, kind: kind.id, input: inputs.indexOf(input.id), lines: [first, last], capturedAt: parsed.capturedAt };
    }),
    series: groups.flatMap(({ kind, artifacts }) => {
      const series = artifacts.map(loaded);
      if (!isNonEmpty(series) || series.length < 2) return [];
      const { added, removed, changed } = rawDiff(kind.diff(series), artifacts.map(({ lineMap }) => lineMap));
      return [{ kind: kind.id, captures: series.length, artifacts: artifacts.map(({ id }) => names.get(id) ?? id), added, removed, changed }];
    }),
    findings: findings.map((finding) => contractFinding(finding, names, translate)),
  };
}
