import type { Message } from '../base/message.ts';
import type { RequestSource } from './request-source.ts';

export type Impact = 'none' | 'low' | 'medium' | 'high';
/** From harmless to harmful. */
export const IMPACTS: readonly Impact[] = ['none', 'low', 'medium', 'high'];

export interface RecipeParameters {
  readonly pid: number;
  /** null: nobody said where requests can be asked for. */
  readonly requestSource: RequestSource | null;
}

/** One way to obtain an artifact; the first of a recipe whose needs are met is used. */
export interface RecipeAlternative {
  readonly id: string;
  /** Tools that must be on the target's PATH. */
  readonly needs: readonly string[];
  /** It attaches by itself, which takes SIGQUIT where the JVM does not listen yet. */
  readonly attaches?: true;
  /** It needs to be told where requests can be asked for, in this way. */
  readonly asks?: RequestSource['type'];
  readonly impact: Impact;
  /** What it does to the process, in plain words. */
  readonly effect: Message;
  readonly worstCase: Message;
  readonly timeoutMs: number;
  /** How the collector obtains it: by a command, or by SIGQUIT and reading where the process writes its output. */
  readonly obtain:
    | {
        readonly by: 'command';
        argv(parameters: RecipeParameters): readonly [string, ...string[]];
        /** A fixed script for `sh -s`; what varies goes into `argv` as words of their own. */
        readonly stdin?: string;
        /** The script with a password in it, for a source with a user. It is what runs and is never shown or kept. */
        withPassword?(password: string): string;
      }
    | { readonly by: 'sigquit' };
  /** Text that must stand in the output for it to be whole; null when the exit status is all there is. */
  readonly endMarker: RegExp | null;
}

export interface Recipe {
  readonly kind: string;
  readonly alternatives: readonly RecipeAlternative[];
}
