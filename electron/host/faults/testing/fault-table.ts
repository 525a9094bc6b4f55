import { it } from 'vitest';

export interface FaultTable {
  /** A fault of the list in SPEC.md, produced for real; `produce` gives what was seen. */
  readonly fault: (number: number, what: string, produce: () => Promise<string>, timeoutMs?: number) => void;
  /** Prints what was seen, in the order of the list. */
  readonly print: () => void;
}

export function faultTable(where: string): FaultTable {
  const rows: (readonly [number, string, string])[] = [];
  return {
    fault(number, what, produce, timeoutMs = 60_000) {
      it(`[FAULT-${String(number).padStart(2, '0')}] ${what}`, async () => {
        rows.push([number, what, await produce()]);
      }, timeoutMs);
    },
    print() {
      const lines = rows.toSorted(([a], [b]) => a - b).map(([number, what, seen]) => `${String(number).padStart(3)}  ${what}\n     → ${seen}`);
      process.stdout.write(`\nfault → seen behaviour, ${where}\n${lines.join('\n')}\n`);
    },
  };
}
