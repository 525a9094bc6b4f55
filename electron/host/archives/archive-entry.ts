import type { Refusal } from './refusal.ts';

/** Bytes as they come; whoever reads them may stop at any time. */
export type Bytes = AsyncIterable<Uint8Array>;

/** One file that an archive lists. */
export interface ArchiveEntry {
  /** As the archive spells it. */
  readonly name: string;
  /** Why it is not to be read; null when it may be. */
  readonly refusal: Refusal | null;
  /** Throws a Refusal while being read when the bytes are not what the archive says. */
  bytes(): Bytes;
}
