import { useDeferredValue } from 'react';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useCases } from './case-store.ts';

/** The open case as it is drawn: drawing what a capture brings waits for what a hand does, and is done in pieces. */
export function useShownView(): CaseView | null {
  return useDeferredValue(useCases((cases) => cases.view));
}
