import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { ColumnFilter, TableShape } from '../../../shared/engine/table-query.ts';
import { failureReason } from '../failure-reason.ts';
import { Grid } from './Grid.tsx';
import { GroupBar } from './GroupBar.tsx';
import type { DataTableProps, TableRow, TableSource } from './table-source.ts';
import { EVERYTHING, type QueryStart } from './use-table-query.ts';
import '../menu.css';
import './DataTable.css';
import './grid.css';

interface ShapeState {
  readonly key: string;
  readonly shape: TableShape | null;
  readonly failure: unknown;
}

/** The shape of the present table; that of the same table before a refresh stays until the new one is here. */
function useShape(source: TableSource): ShapeState & { readonly retry: () => void } {
  // A new object asks anew: for another source, and for a retry of the same.
  const [request, setRequest] = useState({ source });
  if (request.source !== source) setRequest({ source });
  const [state, setState] = useState<ShapeState>({ key: source.key, shape: null, failure: null });
  useEffect(() => {
    let isCurrent = true;
    const asked = request.source;
    const take = (next: Omit<ShapeState, 'key'>): void => {
      if (isCurrent) setState({ key: asked.key, ...next });
    };
    asked.shape().then(
      (shape) => take({ shape, failure: null }),
      (failure: unknown) => take({ shape: null, failure: failure ?? new Error('unknown') }),
    );
    return () => {
      isCurrent = false;
    };
  }, [request]);
  const current = state.key === source.key ? state : { key: source.key, shape: null, failure: null };
  return { ...current, retry: () => setRequest({ source }) };
}

/** How the rows are taken together, and what was asked of them before. */
interface Grouping {
  readonly by: readonly string[];
  readonly of: QueryStart;
}

function columnsKey(shape: TableShape): string {
  return shape.columns.map((column) => column.id).join(' ');
}

/** The rows of a group, by the values that make it. */
function filtersOf({ by, of }: Grouping, row: TableRow): readonly ColumnFilter[] {
  return [...of.filters.filter(({ column, op }) => !by.includes(column) || op !== 'in'), ...by.map((column, i): ColumnFilter => ({ column, op: 'in', values: [row.cells[i] ?? null] }))];
}

interface ReadyProps extends DataTableProps {
  readonly shape: TableShape;
}

/** The rows, or their groups; opening a group shows its rows. */
function ReadyTable(props: ReadyProps): ReactNode {
  const { source, shape, translate, onOpen } = props;
  const [grouping, setGrouping] = useState<Grouping | null>(null);
  const [start, setStart] = useState<QueryStart & { readonly turn: number }>({ ...(props.start ?? EVERYTHING), turn: 0 });
  // A row chosen elsewhere, such as in the notes, is shown as a row.
  const [seenRow, setSeenRow] = useState(props.selectedRow);
  if (seenRow !== props.selectedRow) {
    setSeenRow(props.selectedRow);
    setGrouping(null);
  }
  const by = grouping?.by.filter((id) => shape.columns.some((column) => column.id === id)) ?? [];
  const key = `${source.key} ${columnsKey(shape)}`;
  if (grouping === null || by.length === 0) {
    return <Grid key={`${key} ${start.turn}`} {...props} start={start} onGroup={(column, of) => setGrouping({ by: [column], of })} onOpenRow={onOpen} />;
  }
  const showRows = (of: QueryStart): void => {
    setStart({ ...of, turn: start.turn + 1 });
    setGrouping(null);
  };
  const bar = <GroupBar columns={shape.columns} by={by} onChange={(next) => (next.length === 0 ? showRows(grouping.of) : setGrouping({ ...grouping, by: next }))} translate={translate} />;
  return <Groups key={`${key} ${by.join(' ')}`} {...props} by={by} of={grouping.of} lead={bar} onOpenGroup={(row) => showRows({ ...grouping.of, filters: filtersOf({ by, of: grouping.of }, row) })} />;
}

interface GroupsProps extends DataTableProps, Grouping {
  readonly lead: ReactNode;
  readonly onOpenGroup: (row: TableRow) => void;
}

function Groups({ source, by, of, lead, onOpenGroup, ...props }: GroupsProps): ReactNode {
  const asked = JSON.stringify({ by, filters: of.filters, search: of.search, only: of.only });
  const grouped = useMemo(() => source.grouped(JSON.parse(asked) as Parameters<TableSource['grouped']>[0]), [source, asked]);
  const { shape, failure, retry } = useShape(grouped);
  const { label, translate, language, layoutKey, onSummary } = props;
  if (failure !== null || shape === null) return <NotReady failure={failure} retry={retry} translate={translate} />;
  return (
    <Grid
      key={columnsKey(shape)}
      source={grouped}
      layoutKey={`${layoutKey ?? source.key}/${by.join('+')}`}
      label={label}
      shape={shape}
      start={EVERYTHING}
      selectedRow={null}
      onSelect={() => undefined}
      onOpen={() => undefined}
      onOpenRow={onOpenGroup}
      onGroup={null}
      lead={lead}
      translate={translate}
      language={language}
      {...(onSummary === undefined ? {} : { onSummary })}
    />
  );
}

function NotReady({ failure, retry, translate }: Pick<ShapeState, 'failure'> & { readonly retry: () => void } & Pick<DataTableProps, 'translate'>): ReactNode {
  if (failure === null) return <output className="data-table data-table-message" aria-label={translate(message('table.loading'))} />;
  return (
    <div className="data-table data-table-message" role="alert">
      <p>{translate(message('table.failed', { reason: failureReason(failure, translate) }))}</p>
      <button type="button" className="button" onClick={retry}>
        {translate(message('table.retry'))}
      </button>
    </div>
  );
}

/** A table of any length over windows of rows: sorted, filtered, grouped and arranged by its reader, driven by mouse or keys alone. */
export function DataTable(props: DataTableProps): ReactNode {
  const { source, translate } = props;
  const { shape, failure, retry } = useShape(source);
  if (failure !== null || shape === null) return <NotReady failure={failure} retry={retry} translate={translate} />;
  return <ReadyTable key={source.key} {...props} shape={shape} />;
}
