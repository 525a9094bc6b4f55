import type { Evidence } from '../../artifacts/finding.ts';
import type { ArtifactId } from '../../base/ids.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';

/** More lines prove no more. */
const MOST_LINES = 50;

/** Lines of one layer; each layer of a join keeps its first ones. */
export function linesOf(artifact: ArtifactId, lines: readonly number[]): readonly Evidence[] {
  return lines.filter((line) => line > 0).slice(0, MOST_LINES).map((line) => ({ artifact, line }));
}

/** Each line once, in the order given; null where there is none. */
export function evidenceList(...layers: readonly (readonly Evidence[])[]): NonEmpty<Evidence> | null {
  const seen = new Set<string>();
  const list = layers.flat().filter(({ artifact, line }) => {
    const key = `${line} ${artifact}`;
    return !seen.has(key) && seen.add(key);
  });
  return isNonEmpty(list) ? list : null;
}

export function isWithin(evidence: readonly Evidence[], others: readonly Evidence[]): boolean {
  return evidence.every(({ artifact, line }) => others.some((other) => other.artifact === artifact && other.line === line));
}
