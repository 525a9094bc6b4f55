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
  if (shape === null) return <output className="data-table data-table-message" aria-label={translate(message('table.loading'))} />;
  return <Grid key={`${source.key} ${shape.columns.map((column) => column.id).join(' ')}`} {...props} shape={shape} />;
}
