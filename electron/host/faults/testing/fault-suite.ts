import { describe, it, type TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What was seen of a fault; for the table at the end of the run. */
    seen?: string;
  }
}

/** Registers a fault of the list in SPEC.md, produced for real; `produce` gives what was seen, or skips where it cannot be produced. */
export type Fault = (number: number, what: string, produce: (context: TestContext) => Promise<string>, timeoutMs?: number) => void;

const fault: Fault = (number, what, produce, timeoutMs = 60_000) => {
  it(`[FAULT-${String(number).padStart(2, '0')}] ${what}`, async (context) => {
    context.task.meta.seen = await produce(context);
  }, timeoutMs);
};

/** Faults between here and one kind of place. `unmet`: what this computer lacks for them, null when nothing; the table at the end says so. */
export function faultSuite(where: string, unmet: string | null, faults: (fault: Fault) => void): void {
  describe.skipIf(unmet !== null)(unmet === null ? where : `${where}: needs ${unmet}`, () => faults(fault));
}
