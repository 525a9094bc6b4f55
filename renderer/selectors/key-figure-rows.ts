import type { Unit } from '../../shared/base/units.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';

/** One key figure over the captures of a kind, in time order. */
export interface KeyFigureRow {
  readonly id: string;
  readonly kind: string;
  /** Catalogue key. */
  readonly label: string;
  readonly unit: Unit;
  /** null where that artifact has no such figure. */
  readonly values: readonly (number | null)[];
}

export function keyFigureRows(artifacts: readonly ArtifactSummary[]): readonly KeyFigureRow[] {
  const rows = new Map<string, KeyFigureRow>();
  for (const artifact of artifacts) {
    for (const { id, label, unit } of artifact.keyFigures) {
      const key = `${artifact.kind}/${id}`;
      if (rows.has(key)) continue;
      const ofKind = artifacts.filter(({ kind }) => kind === artifact.kind);
      const values = ofKind.map(({ keyFigures }) => keyFigures.find((figure) => figure.id === id)?.value ?? null);
      rows.set(key, { id, kind: artifact.kind, label, unit, values });
    }
  }
  return [...rows.values()];
}
