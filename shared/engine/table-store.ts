import type { ColumnSpec, SortKey } from '../artifacts/table-view.ts';
import type { ArtifactId } from '../base/ids.ts';
import { isNonEmpty } from '../base/non-empty.ts';
import type { JoinedColumns } from '../correlate/thread-columns.ts';
import { GROUP_ROWS, groupRows } from './group-rows.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { loaded } from './order-artifacts.ts';
import { rawSeriesTable, rawTable } from './raw-line-numbers.ts';
import { RecentMap } from './recent-map.ts';
import type { TableRef } from './table-query.ts';
import { QueriedTable } from './table-window.ts';
import { UnknownReference } from './unknown-reference.ts';

/** A table that has been built, with the words around it. */
export interface OpenTable {
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly sort: readonly SortKey[];
  readonly rows: QueriedTable;
}

/** Tables built lately; the rest are built again when asked for. */
const TABLES_KEPT = 12;

export class TableStore {
  readonly #artifact: (id: ArtifactId) => HeldArtifact;
  readonly #joined: (artifact: HeldArtifact, view: string) => JoinedColumns | null;
  readonly #tables = new RecentMap<OpenTable>(TABLES_KEPT);

  /** `joined`: columns that other captures add to a table. */
  constructor(artifact: (id: ArtifactId) => HeldArtifact, joined: (artifact: HeldArtifact, view: string) => JoinedColumns | null) {
    this.#artifact = artifact;
    this.#joined = joined;
  }

  open(ref: TableRef): OpenTable {
    return this.#tables.getOrMake(JSON.stringify([ref.view, ref.artifacts, ref.group]), () => this.#build(ref));
  }

  clear(): void {
    this.#tables.clear();
  }

  #build({ view: id, artifacts: ids, group }: TableRef): OpenTable {
    if (group) {
      const { title, columns, rows } = this.open({ view: id, artifacts: ids });
      const grouped = groupRows(rows.table, columns, group);
      return { title, columns: grouped.columns, sort: [{ column: GROUP_ROWS, descending: true }], rows: new QueriedTable(grouped.table, grouped.columns) };
    }
    const artifacts = ids.map((artifact) => this.#artifact(artifact));
    const kind = artifacts[0]?.kind;
    if (!kind || artifacts.some((artifact) => artifact.kind !== kind)) throw new UnknownReference('view', id);
    const series = kind.series.find((view) => view.id === id);
    const all = artifacts.map(loaded);
    if (series && isNonEmpty(all)) {
      const columns = series.columns(all.length);
      return { title: series.title, columns, sort: series.sort, rows: new QueriedTable(rawSeriesTable(series.build(all), artifacts.map(({ lineMap }) => lineMap)), columns) };
    }
    const view = kind.tables.find((table) => table.id === id);
    if (!view || !artifacts[0] || artifacts.length !== 1) throw new UnknownReference('view', id);
    const { parsed, lineMap } = artifacts[0];
    const joined = this.#joined(artifacts[0], view.id);
    const columns = withJoined([...view.columns, ...(view.moreColumns?.(parsed.model) ?? [])], joined?.specs ?? []);
    const own = view.build(parsed.model);
    const built = joined === null ? own : { ...own, columns: { ...own.columns, ...joined.columns } };
    return { title: view.title, columns, sort: view.sort, rows: new QueriedTable(lineMap === null ? built : rawTable(built, columns, lineMap), columns) };
  }
}

/** What other captures say stands behind the first two columns: a thread's name and state, then what it serves. */
function withJoined(own: readonly ColumnSpec[], joined: readonly ColumnSpec[]): readonly ColumnSpec[] {
  return [...own.slice(0, 2), ...joined, ...own.slice(2)];
}
