import { useEffect, useState, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { failureReason } from '../failure-reason.ts';
import { Grid } from './Grid.tsx';
import type { DataTableProps, TableSource } from './table-source.ts';
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
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<ShapeState>({ key: source.key, shape: null, failure: null });
  useEffect(() => {
    let isCurrent = true;
    const take = (next: Omit<ShapeState, 'key'>): void => {
      if (isCurrent) setState({ key: source.key, ...next });
    };
    source.shape().then(
      (shape) => take({ shape, failure: null }),
      (failure: unknown) => take({ shape: null, failure: failure ?? new Error('unknown') }),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, attempt]);
  const current = state.key === source.key ? state : { key: source.key, shape: null, failure: null };
  return { ...current, retry: () => setAttempt((count) => count + 1) };
}

/** A table of any length over windows of rows: sorted, filtered and arranged by its reader, driven by mouse or keys alone. */
export function DataTable(props: DataTableProps): ReactNode {
  const { source, translate } = props;
  const { shape, failure, retry } = useShape(source);
  if (failure !== null) {
    return (
      <div className="data-table data-table-message" role="alert">
        <p>{translate(message('table.failed', { reason: failureReason(failure, translate) }))}</p>
        <button type="button" className="button" onClick={retry}>
          {translate(message('table.retry'))}
        </button>
      </div>
    );
  }
  if (shape === null) return <div className="data-table data-table-message" role="status" aria-label={translate(message('table.loading'))} />;
  return <Grid key={`${source.key} ${shape.columns.map((column) => column.id).join(' ')}`} {...props} shape={shape} />;
}
