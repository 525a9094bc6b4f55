import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Numbers of the list of faults that the suites are to produce. */
const NUMBERS = [...Array.from({ length: 28 }, (_, i) => i + 1), 33, 34];

interface Row {
  readonly number: number;
  readonly what: string;
  readonly where: string;
  readonly seen: string;
  readonly isSeen: boolean;
}

function rowOf(test: TestCase): Row | null {
  const [, number, what = ''] = /^\[FAULT-(\d+)\] (.*)$/.exec(test.name) ?? [];
  if (number === undefined) return null;
  const where = test.parent.type === 'suite' ? test.parent.name : '';
  const result = test.result();
  const about = { number: Number(number), what, where };
  switch (result.state) {
    case 'passed':
      return { ...about, seen: test.meta().seen ?? '', isSeen: true };
    case 'failed':
      return { ...about, seen: `NOT AS EXPECTED: ${result.errors[0]?.message.split('\n')[0] ?? ''}`, isSeen: false };
    case 'skipped':
      return { ...about, seen: `not seen: ${result.note ?? (where.includes(': needs ') ? 'not at hand on this computer' : 'left out of this run')}`, isSeen: false };
    case 'pending':
      return { ...about, seen: 'not seen: the run ended before it', isSeen: false };
  }
}

function printed({ number, what, where, seen }: Row): string {
  return `${String(number).padStart(3)}  ${what}\n     (${where})\n     → ${seen}`;
}

/** Prints one table at the end of a run that held faults: each fault and what was seen of it; those that were not, and why. */
export class FaultTableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap(({ children }) => [...children.allTests()].flatMap((test) => rowOf(test) ?? []));
    if (rows.length === 0) return;
    const lines = rows.toSorted((a, b) => a.number - b.number).map(printed);
    const unseen = NUMBERS.filter((number) => !rows.some((row) => row.number === number && row.isSeen));
    const sum = unseen.length === 0 ? `all ${NUMBERS.length} faults seen` : `${NUMBERS.length - unseen.length} of ${NUMBERS.length} faults seen; not seen in this run: ${unseen.join(', ')}`;
    process.stdout.write(`\nfault → seen behaviour\n${lines.join('\n')}\n${sum}\n`);
  }
}
