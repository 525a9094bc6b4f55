import type { ArtifactId, CaseId } from '../../shared/base/ids.ts';
import type { HostApi } from '../../shared/host-api/contract.ts';
import type { TableSource } from '../widgets/DataTable/table-source.ts';

/** Rows of one view, asked from the host window by window. */
export function tableSourceOf(host: HostApi, caseId: CaseId, view: string, artifacts: readonly ArtifactId[]): TableSource {
  const ref = { view, artifacts: [...artifacts] };
  return {
    key: `${caseId}/${view}/${artifacts.join(',')}`,
    shape: () => host.call('table.shape', { caseId, ref }),
    window: ({ sort, filters, search }, from, count) =>
      host.call('table.window', { caseId, ref, query: { sort: [...sort], filters: filters.map((filter) => ('values' in filter ? { ...filter, values: [...filter.values] } : { ...filter })), search }, from, count }),
    distinct: (column, limit) => host.call('table.distinct', { caseId, ref, column, limit }),
  };
}
