import { create } from 'zustand';
import type { CaseId } from '../../shared/base/ids.ts';
import type { CaseEntry, CaseView } from '../../shared/host-api/views.ts';

/** Cases as the host tells of them. */
export interface Cases {
  /** null until first heard of. */
  readonly entries: readonly CaseEntry[] | null;
  readonly openId: CaseId | null;
  /** null while it is being opened. */
  readonly view: CaseView | null;
}

export const useCases = create<Cases>()(() => ({ entries: null, openId: null, view: null }));
