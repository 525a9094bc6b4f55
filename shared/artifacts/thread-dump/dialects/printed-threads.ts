import type { LockActs, Symbols, ThreadColumns } from '../model.ts';

/** The part of a dump that its locks are derived from. */
export interface PrintedThreads {
  readonly threads: ThreadColumns;
  readonly acts: LockActs;
  readonly symbols: Symbols;
  readonly synchronizersListed: boolean;
}
