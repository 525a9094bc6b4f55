import { formatQuantity } from '../../shared/base/format-quantity.ts';
import type { Language } from '../../shared/base/message.ts';
import type { ArtifactId, CaseId } from '../../shared/base/ids.ts';
import type { ColumnFilter, TableQuery, TableShape, TableWindow } from '../../shared/engine/table-query.ts';
import type { HostApi, InputOf } from '../../shared/host-api/contract.ts';
import { wordsOf } from '../selectors/use-words.ts';
import type { TableSource } from '../widgets/DataTable/table-source.ts';
import { inWords } from '../widgets/DataTable/cell-text.ts';

export interface ViewTableSource extends TableSource {
  /** Columns as the source gives their cells; empty before the first answer. */
  columns(): TableShape['columns'];
  /** What a row lately shown says, column by column; empty when it is no longer at hand. */
  factsOf(row: number, language: Language): readonly { readonly label: string; readonly value: string }[];
}

export interface ViewTableQuestion {
  readonly caseId: CaseId;
  readonly view: string;
  readonly artifacts: readonly ArtifactId[];
  /** Always added to what the reader filters by. */
  readonly filters: readonly ColumnFilter[];
}

const KEPT_ROWS = 4000;

/** Rows of one view, asked from the host window by window. */
export function tableSourceOf(host: HostApi, { caseId, view, artifacts, filters: fixed }: ViewTableQuestion): ViewTableSource {
  return sourceOf(host, caseId, { view, artifacts: [...artifacts] }, fixed);
}

type Ref = InputOf<'table.window'>['ref'];
type Query = InputOf<'table.window'>['query'];

function mutable(filters: readonly ColumnFilter[]): Query['filters'] {
  return filters.map((filter) => ('values' in filter ? { ...filter, values: [...filter.values] } : { ...filter }));
}

function sourceOf(host: HostApi, caseId: CaseId, ref: Ref, fixed: readonly ColumnFilter[]): ViewTableSource {
  const seen = new Map<number, TableWindow['rows'][number]>();
  let known: TableShape | null = null;
  const asked = ({ sort, filters, search, only }: TableQuery): Query => ({ sort: [...sort], filters: mutable([...filters, ...fixed]), search, ...(only === undefined ? {} : { only: [...only] }) });
  return {
    key: `${caseId}/${ref.view}/${ref.artifacts.join(',')}${ref.group === undefined ? '' : JSON.stringify(ref.group)}`,
    async shape() {
      known = await host.call('table.shape', { caseId, ref });
      return known;
    },
    async window(query, from, count) {
      const window = await host.call('table.window', { caseId, ref, query: asked(query), from, count });
      if (seen.size > KEPT_ROWS) seen.clear();
      for (const row of window.rows) seen.set(row.row, row);
      return window;
    },
    distinct: (column, limit) => host.call('table.distinct', { caseId, ref, column, limit }),
    totals: (query, ranges) => host.call('table.totals', { caseId, ref, query: asked(query), ranges: [...ranges] }),
    find: (query, find) => host.call('table.find', { caseId, ref, query: asked(query), find }),
    place: (query, row) => host.call('table.place', { caseId, ref, query: asked(query), row }),
    text: (query, question) => host.call('table.text', { caseId, ref, query: asked(query), question: { ...question, columns: [...question.columns], ranges: question.ranges === null ? null : [...question.ranges] } }),
    grouped: ({ by, filters, search, only }) => sourceOf(host, caseId, { ...ref, group: { by: [...by], filters: mutable([...filters, ...fixed]), search, ...(only === undefined ? {} : { only: [...only] }) } }, []),
    columns: () => known?.columns ?? [],
    factsOf(row, language) {
      const cells = seen.get(row)?.cells ?? [];
      return (known?.columns ?? []).flatMap((spec, i) => {
        const cell = inWords(cells[i] ?? null, spec, wordsOf(language).translate);
        return cell === null || spec.look === 'sparkline' ? [] : [{ label: spec.header, value: typeof cell === 'number' ? formatQuantity(cell, spec.unit, language) : cell }];
      });
    },
  };
}
