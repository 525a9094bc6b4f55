import type { ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { failureReason } from '../failure-reason.ts';
import type { RowsSnapshot } from './row-loader.ts';

interface GridOverlayProps {
  readonly rows: RowsSnapshot;
  readonly clearFilters: () => void;
  readonly retry: () => void;
  readonly translate: Translate;
}

/** What stands in the place of rows when there are none, or when they could not be read. */
export function GridOverlay({ rows, clearFilters, retry, translate }: GridOverlayProps): ReactNode {
  if (rows.failure !== null) {
    return (
      <div className="grid-overlay" role="alert">
        <p>{translate(message('table.failed', { reason: failureReason(rows.failure, translate) }))}</p>
        <button type="button" className="button" onClick={retry}>
          {translate(message('table.retry'))}
        </button>
      </div>
    );
  }
  if (rows.stale || rows.matched > 0) return null;
  if (rows.total === 0) return <div className="grid-overlay">{translate(message('table.empty'))}</div>;
  return (
    <div className="grid-overlay">
      <p>{translate(message('table.no-match'))}</p>
      <button type="button" className="button" onClick={clearFilters}>
        {translate(message('table.no-match.clear'))}
      </button>
    </div>
  );
}
