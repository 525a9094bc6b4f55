import type { ReactNode } from 'react';
import './captures.css';

/** A path whose last part stays in sight: where many files come from one archive, only their ends differ. */
export function FileName({ path }: { readonly path: string }): ReactNode {
  const end = path.lastIndexOf('/') + 1;
  return (
    <span className="file-name">
      {end === 0 ? null : <span className="cut">{path.slice(0, end)}</span>}
      <span className="cut file-end">{path.slice(end)}</span>
    </span>
  );
}
