import { useState } from 'react';
import { browserStore } from './layout-storage.ts';

const KEY = 'borescope.table-copy';

export interface CopyOptions {
  /** Whether copies begin with the columns' names. */
  readonly headers: boolean;
  readonly setHeaders: (headers: boolean) => void;
}

function stored(): boolean {
  try {
    return browserStore()?.getItem(KEY) !== 'no-headers';
  } catch {
    return true;
  }
}

/** How rows are copied; one choice for all tables, kept in this browser. */
export function useCopyOptions(): CopyOptions {
  const [headers, setHeaders] = useState(stored);
  return {
    headers,
    setHeaders(next) {
      setHeaders(next);
      try {
        browserStore()?.setItem(KEY, next ? 'headers' : 'no-headers');
      } catch {
        // Forbidden or full: the choice holds until the window closes.
      }
    },
  };
}
