import { useMemo, type ReactNode } from 'react';
import type { ArtifactId } from '../../shared/base/ids.ts';
import type { LineSpan } from '../../shared/base/parsed.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { findArtifact } from '../selectors/artifact-names.ts';
import { useWords } from '../selectors/use-words.ts';
import { goTo } from '../state/case-actions.ts';
import { useSession, type Selection } from '../state/session-store.ts';
import { DataTable } from '../widgets/DataTable/DataTable.tsx';
import { tableSourceOf } from './table-source-of.ts';

export interface ViewTableProps {
  readonly caseView: CaseView;
  readonly tabKey: string;
  readonly view: string;
  /** One artifact, or those of a series in time order. */
  readonly artifacts: readonly ArtifactId[];
  readonly label: string;
  readonly search: string;
}

function select(tabKey: string, selection: Selection): void {
  useSession.setState(({ selections }) => ({ selections: { ...selections, [tabKey]: selection } }));
}

/** A table of one view: selecting a row fills the inspector, opening it shows its raw lines. */
export function ViewTable({ caseView, tabKey, view, artifacts, label, search }: ViewTableProps): ReactNode {
  const host = useHost();
  const { translate, language } = useWords();
  const selectedRow = useSession((session) => session.selections[tabKey]?.row ?? null);
  const caseId = caseView.entry.id;
  const ids = artifacts.join('\n');
  const source = useMemo(() => tableSourceOf(host, caseId, view, ids.split('\n') as ArtifactId[]), [host, caseId, view, ids]);
  const open = (row: number, span: LineSpan | null): void => {
    select(tabKey, { artifacts, view, row, span });
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
      onSelect={(row, span) => select(tabKey, { artifacts, view, row, span })}
      onOpen={open}
      translate={translate}
      language={language}
      initialSearch={search}
    />
  );
}
