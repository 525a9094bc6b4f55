import type { ArtifactId } from '../base/ids.ts';
import type { Message } from '../base/message.ts';
import type { NonEmpty } from '../base/non-empty.ts';

export type FindingSeverity = 'critical' | 'warning' | 'info';

/** How we know: printed in the evidence, computed from printed facts, inferred, or one of several candidates. */
export type Certainty = 'printed' | 'computed' | 'inferred' | 'candidate';

export interface Evidence {
  readonly artifact: ArtifactId;
  /** 1-based line in the artifact's capture. */
  readonly line: number;
}

/** One thing in a chain of causes, and how the thing before it hangs on it. */
export interface ChainLink {
  /** `waits for`; null for the first. */
  readonly by: Message | null;
  readonly what: Message;
}

/** A claim about the captures. The type makes one without evidence impossible. */
export interface Finding {
  /** Stable id such as `deadlock`. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly certainty: Certainty;
  /** One sentence with names and numbers, cause before effect. */
  readonly title: Message;
  /** Further sentences: the chain step by step, or what would prove it wrong. */
  readonly details: readonly Message[];
  /** The title's chain of causes as things in a row, from what is felt to what it comes from. Absent: not a chain. */
  readonly chain?: NonEmpty<ChainLink>;
  readonly evidence: NonEmpty<Evidence>;
  /**
   * What the claim is about, stable across captures of one process (a class, a stack; never a lock address).
   * Claims of one rule and subject are shown once, by the latest capture, with the evidence of all. Absent: shown on its own.
   */
  readonly subject?: string;
  /** In how many captures of one process it holds, of how many; set when such claims are told as one. Absent: a claim about one capture, or about the whole series. */
  readonly seenIn?: { readonly captures: number; readonly of: number };
  /** Larger sorts first within a severity. On the scale of threads concerned: 14 blocked threads weigh 14, what concerns no thread weighs a few. */
  readonly weight: number;
}
