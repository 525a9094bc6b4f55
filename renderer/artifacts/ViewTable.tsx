import { useMemo, type ReactNode } from 'react';
import type { ArtifactId } from '../../shared/base/ids.ts';
import { shortenText } from '../../shared/base/visible-text.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { ColumnFilter } from '../../shared/engine/table-query.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { findArtifact, findCapture } from '../selectors/artifact-names.ts';
import { useWords } from '../selectors/use-words.ts';
import { goTo } from '../state/case-actions.ts';
import { rowName, rowRelations } from '../selectors/row-relations.ts';
import { useSnapshot } from '../state/live-store.ts';
import { start } from '../state/attempt.ts';
import { select, summarize, useSession } from '../state/session-store.ts';
import type { RowMarks, TableRow } from '../widgets/DataTable/table-source.ts';
import type { QueryStart } from '../widgets/DataTable/use-table-query.ts';
import { DataTable } from '../widgets/DataTable/DataTable.tsx';
import { tableSourceOf, type ViewTableQuestion, type ViewTableSource } from './table-source-of.ts';

export interface ViewTableProps {
  readonly caseView: CaseView;
  readonly tabKey: string;
  readonly view: string;
  /** One artifact, or those of a series in time order. */
  readonly artifacts: readonly ArtifactId[];
  readonly label: string;
  /** Rows that the view is about, for good. */
  readonly filters?: readonly ColumnFilter[];
  /** What it begins with; all rows when absent. */
  readonly start?: QueryStart;
}

/** A mark goes by a name of this length at most. */
const LABEL_LENGTH = 200;

const NO_FILTERS: readonly ColumnFilter[] = [];

/** The same source as long as the same rows are asked for, so that a refresh of the case keeps the scroll. */
function useSource({ caseView, view, artifacts, filters = NO_FILTERS }: ViewTableProps): ViewTableSource {
  const host = useHost();
  const asked = JSON.stringify({ caseId: caseView.entry.id, view, artifacts, filters } satisfies ViewTableQuestion);
  return useMemo(() => tableSourceOf(host, JSON.parse(asked) as ViewTableQuestion), [host, asked]);
}

/** The marks on the rows of this view, and how to change them. */
function useMarks({ caseView, view, artifacts }: ViewTableProps, nameOf: (row: TableRow) => string): RowMarks {
  const host = useHost();
  const snapshot = useSnapshot();
  const caseId = caseView.entry.id;
  const place = JSON.stringify([view, artifacts]);
  const all = useMemo(() => new Map(caseView.marks.filter((mark) => JSON.stringify([mark.view, mark.artifacts]) === place).map((mark) => [mark.row, mark])), [caseView.marks, place]);
  const set: RowMarks['set'] = (marked, { bookmarked, note }) =>
    start(() => host.call('cases.setRowMark', { caseId, mark: { artifacts: [...artifacts], view, row: marked.row, line: marked.span?.first ?? null, label: nameOf(marked), bookmarked, note } }));
  return { all, set: snapshot === null ? set : null };
}

/** Where a row stands in the evidence, as editors and grep write it; by the capture's name where the evidence lies in no folder. */
function locationIn(caseView: CaseView, artifacts: readonly ArtifactId[], row: TableRow): string | null {
  const artifact = artifactOf(caseView, artifacts, row);
  if (artifact === null || row.span === null) return null;
  const { path } = caseView.entry;
  const file = path === '' ? (findCapture(caseView, artifact.capture)?.name ?? artifact.capture) : `${path}/evidence/${artifact.capture}/stdout.bin`;
  return `${file}:${row.span.first}`;
}

/** The artifact that a row's lines are in. */
function artifactOf(caseView: CaseView, artifacts: readonly ArtifactId[], { capture }: TableRow): ArtifactSummary | null {
  const id = artifacts[capture];
  return id === undefined ? null : findArtifact(caseView, id);
}

/** A table of one view: selecting a row fills the inspector, opening it shows its raw lines. */
export function ViewTable(props: ViewTableProps): ReactNode {
  const { caseView, tabKey, view, artifacts, label, start: begin } = props;
  const words = useWords();
  const { translate, language } = words;
  const selectedRow = useSession((session) => session.selections[tabKey]?.row?.row ?? null);
  const source = useSource(props);
  const nameOf = ({ cells }: TableRow): string => shortenText(rowName({ columns: source.columns(), cells })?.text ?? '', LABEL_LENGTH);
  const marks = useMarks(props, nameOf);
  const choose = (row: TableRow): void => select(tabKey, { artifacts, source: artifacts[row.capture] ?? null, row: { view, row: row.row }, title: null, facts: source.factsOf(row.row, language), span: row.span });
  const open = (row: TableRow): void => {
    choose(row);
    const artifact = artifactOf(caseView, artifacts, row);
    if (artifact !== null && row.span !== null) goTo({ type: 'raw', capture: artifact.capture, line: row.span.first });
  };
  return (
    <DataTable
      source={source}
      layoutKey={view}
      label={label}
      selectedRow={selectedRow}
      onSelect={choose}
      onOpen={open}
      onSummary={(summary) => summarize(tabKey, summary)}
      marks={marks}
      locationOf={(row) => locationIn(caseView, artifacts, row)}
      relatedTo={({ cells }, column) => rowRelations(caseView, { view, artifacts, columns: source.columns(), cells, column }, words).map(({ id, label: name, place }) => ({ id, label: name, open: () => goTo(place) }))}
      translate={translate}
      language={language}
      {...(begin === undefined ? {} : { start: begin })}
    />
  );
}
