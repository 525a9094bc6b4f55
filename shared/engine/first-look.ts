import type { Finding } from '../artifacts/finding.ts';
import { ARTIFACT_KINDS } from '../artifacts/registry.ts';
import { CaseCorrelations } from './case-correlations.ts';
import type { CaptureInput } from './engine.ts';
import { ingestCapture, type HeldArtifact } from './ingest-capture.ts';
import { groupBySource } from './order-artifacts.ts';
import { NO_OWN_RULES, type OwnRules } from './own-rules/own-rules.ts';
import { rankFindings } from './rank-findings.ts';
import { rawFinding } from './raw-line-numbers.ts';

/**
 * What the beginning of a long capture shows, for a person who waits for the rest. The artifact that the cut breaks off is left out, as it would seem
 * to lack what comes later; so nothing is told of a beginning with fewer than two artifacts.
 */
export function firstLook(head: Uint8Array, input: CaptureInput, own: OwnRules = NO_OWN_RULES): readonly Finding[] {
  let whole: readonly HeldArtifact[] = [];
  const ingest = ingestCapture(input, ARTIFACT_KINDS, ({ artifacts }) => {
    whole = artifacts.filter(({ lineMap }, at) => artifacts.some((later, place) => place > at && later.lineMap === lineMap));
  });
  ingest.push(head);
  ingest.finish();
  const correlations = new CaseCorrelations(() => whole, own);
  const lineMaps = new Map(whole.map(({ id, lineMap }) => [id, lineMap]));
  return rankFindings(correlations.judge(groupBySource(whole))).map((finding) => rawFinding(correlations.finding(finding), (id) => lineMaps.get(id) ?? null));
}
