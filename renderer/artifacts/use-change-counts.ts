import { useCallback } from 'react';
import { kindById } from '../../shared/artifacts/registry.ts';
import type { ArtifactId, CaseId } from '../../shared/base/ids.ts';
import type { DistinctValue } from '../../shared/engine/distinct-values.ts';
import { useHost } from '../host/host-context.ts';
import { useLoaded } from '../host/use-loaded.ts';

/** How many rows came, went, changed or stayed, and the column that says so. */
export interface ChangeCounts {
  readonly column: string;
  readonly counts: readonly DistinctValue[];
}

const KINDS_OF_CHANGE = 10;

/** null until known, and where no row of the view says whether it changed. */
export function useChangeCounts(caseId: CaseId, kind: string, view: string, artifacts: readonly ArtifactId[]): ChangeCounts | null {
  const host = useHost();
  const column = kindById(kind)?.series.find(({ id }) => id === view)?.columns(artifacts.length).find(({ look }) => look === 'change')?.id ?? null;
  const asked = JSON.stringify({ view, artifacts });
  const load = useCallback((): Promise<readonly DistinctValue[]> => {
    const ref = JSON.parse(asked) as { view: string; artifacts: string[] };
    return column === null || ref.artifacts.length < 2 ? Promise.resolve([]) : host.call('table.distinct', { caseId, ref, column, limit: KINDS_OF_CHANGE });
  }, [host, caseId, asked, column]);
  const { value } = useLoaded(load);
  return column === null || value === null ? null : { column, counts: value };
}
