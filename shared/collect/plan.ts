import type { Message } from '../base/message.ts';
import type { Impact } from './recipe.ts';

/** One line of what will run, shown before anything runs. */
export interface PlanStep {
  readonly id: string;
  readonly target: string;
  readonly pid: number;
  readonly processName: string | null;
  readonly kind: string;
  readonly alternative: string;
  /** As it will run, quoted for reading. */
  readonly command: string;
  /** Text that is sent to the command's standard input, such as a fixed script for `sh -s`; null when there is none. */
  readonly script: string | null;
  readonly impact: Impact;
  readonly effect: Message;
  readonly worstCase: Message;
  /** High impact asks each time: false until allowed. */
  readonly allowed: boolean;
  /** Rungs above this one that will not work here, and why. */
  readonly skipped: readonly { readonly alternative: string; readonly because: Message }[];
}

export interface CapturePlan {
  readonly steps: readonly PlanStep[];
  readonly rounds: number;
  readonly intervalMs: number;
  /** Kinds that cannot be had on some process, and why. */
  readonly impossible: readonly { readonly target: string; readonly pid: number; readonly kind: string; readonly because: Message }[];
}
