import { useMemo, type ReactNode } from 'react';
import type { ArtifactId } from '../../shared/base/ids.ts';
import type { LineSpan } from '../../shared/base/parsed.ts';
import type { ColumnFilter } from '../../shared/engine/table-query.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { findArtifact } from '../selectors/artifact-names.ts';
import { useWords } from '../selectors/use-words.ts';
import { goTo } from '../state/case-actions.ts';
import { select, useSession } from '../state/session-store.ts';
import { DataTable } from '../widgets/DataTable/DataTable.tsx';
import { tableSourceOf, type ViewTableQuestion, type ViewTableSource } from './table-source-of.ts';

export interface ViewTableProps {
  readonly caseView: CaseView;
  readonly tabKey: string;
  readonly view: string;
  /** One artifact, or those of a series in time order. */
  readonly artifacts: readonly ArtifactId[];
  readonly label: string;
  readonly search: string;
  readonly filters?: readonly ColumnFilter[];
}

const NO_FILTERS: readonly ColumnFilter[] = [];

/** The same source as long as the same rows are asked for, so that a refresh of the case keeps the scroll. */
function useSource({ caseView, view, artifacts, filters = NO_FILTERS }: ViewTableProps): ViewTableSource {
  const host = useHost();
  const asked = JSON.stringify({ caseId: caseView.entry.id, view, artifacts, filters } satisfies ViewTableQuestion);
  return useMemo(() => tableSourceOf(host, JSON.parse(asked) as ViewTableQuestion), [host, asked]);
}

/** A table of one view: selecting a row fills the inspector, opening it shows its raw lines. */
export function ViewTable(props: ViewTableProps): ReactNode {
  const { caseView, tabKey, view, artifacts, label, search } = props;
  const { translate, language } = useWords();
  const selectedRow = useSession((session) => session.selections[tabKey]?.row?.row ?? null);
  const source = useSource(props);
  const choose = (row: number, span: LineSpan | null): void => select(tabKey, { artifacts, row: { view, row }, title: null, facts: source.factsOf(row, language), span });
  const open = (row: number, span: LineSpan | null): void => {
    choose(row, span);
    const last = artifacts.at(-1);
    const artifact = last === undefined ? null : findArtifact(caseView, last);
    if (artifact !== null && span !== null) goTo({ type: 'raw', capture: artifact.capture, line: span.first });
  };
  return (
    <DataTable
      source={source}
      layoutKey={view}
      label={label}
      selectedRow={selectedRow}
      onSelect={choose}
      onOpen={open}
      translate={translate}
      language={language}
      initialSearch={search}
    />
  );
}
