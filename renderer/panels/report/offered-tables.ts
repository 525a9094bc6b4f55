import { ARTIFACT_KINDS } from '../../../shared/artifacts/registry.ts';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { tableName } from '../../../shared/report/table-names.ts';

/** The tables of one kind of evidence that a report of some captures can hold. */
export interface OfferedTables {
  readonly kind: string;
  /** Catalogue key. */
  readonly title: string;
  readonly tables: readonly { readonly name: string; readonly title: string }[];
  readonly names: readonly string[];
}

/** By kind, in the registry's order; tables without a row anywhere are not offered, those over a series only where there are two captures of it. */
export function offeredTables(view: CaseView, captures: readonly CaptureId[]): readonly OfferedTables[] {
  return ARTIFACT_KINDS.flatMap(({ id: kind, title, tables, series }) => {
    const artifacts = view.artifacts.filter((artifact) => artifact.kind === kind && captures.includes(artifact.capture));
    const hasRows = (table: string): boolean => artifacts.some((artifact) => artifact.tables.some(({ view: one, rowCount }) => one === table && rowCount > 0));
    const offered = [...tables.filter(({ id }) => hasRows(id)), ...(artifacts.length < 2 ? [] : series)].map((table) => ({ name: tableName(kind, table.id), title: table.title }));
    return offered.length === 0 ? [] : [{ kind, title, tables: offered, names: offered.map(({ name }) => name) }];
  });
}
