import { stateCode, STATE_NONE } from '../model.ts';

const STATE_LINE = /^java\.lang\.Thread\.State: (\w+)(?: \(([^()]*)\))?/;

/** `java.lang.Thread.State: WAITING (parking)`; null for another line or an unknown word. */
export function readStateLine(text: string): { readonly state: number; readonly detail: string } | null {
  const found = STATE_LINE.exec(text);
  const state = stateCode(found?.[1]);
  return found === null || state === STATE_NONE ? null : { state, detail: found[2] ?? '' };
}
