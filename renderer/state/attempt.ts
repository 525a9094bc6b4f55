import { toHostError } from '../host/to-host-error.ts';
import { addProblem } from './session-store.ts';

/** Runs it; a failure is shown to the person and gives null. */
export async function attempt<Value>(run: () => Promise<Value>): Promise<Value | null> {
  try {
    return await run();
  } catch (error) {
    addProblem(toHostError(error));
    return null;
  }
}

/** For event handlers, which cannot wait: starts it and shows a failure. */
export function start(run: () => Promise<unknown>): void {
  void attempt(run);
}
