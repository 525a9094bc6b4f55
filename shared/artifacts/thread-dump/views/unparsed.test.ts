import { describe, expect, it } from 'vitest';
import type { Column } from '../../../base/column-table.ts';
import { only, readText } from '../testing/read-dumps.ts';
import { UNPARSED_TABLE } from './unparsed-table.ts';

const BANNER = '2026-11-21 12:09:49\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):\n\n';
const HEADER = '"main" #1 prio=5 os_prio=0 cpu=1.33ms elapsed=2.50s tid=0x00007f nid=0x1a2b runnable  [0x00007f]\n   java.lang.Thread.State: RUNNABLE\n\tat a.B.c(B.java:1)\n';

function cells(column: Column | undefined): readonly (string | number | null | undefined)[] {
  if (column === undefined) return [];
  return column.type === 'number' ? [...column.values] : Array.from(column.codes, (code) => (code === 0 ? null : column.dictionary[code - 1]));
}

function unparsedRows(source: string) {
  const { columns } = UNPARSED_TABLE.build(only(readText(source)).model);
  return cells(columns['line']).map((line, row) => [line, cells(columns['text'])[row], cells(columns['because'])[row]]);
}

describe('the list of unparsed lines', () => {
  it('[TD-13] has each line with its number, text and reason', () => {
    const source = `log before\n${BANNER}${HEADER}what is this?\n\n"half a header\n\n${HEADER}java.lang.IllegalStateException: no\n\tat log.Only.here(Only.java:1)\n\n${HEADER}\nJNI global refs: 1\nlog after\n`;
    expect(unparsedRows(source)).toEqual([
      [8, 'what is this?', 'unknown'],
      [10, '"half a header', 'no-header'],
      [15, 'java.lang.IllegalStateException: no', 'unknown'],
      [16, '\tat log.Only.here(Only.java:1)', 'foreign-stack'],
    ]);
  });

  it('[TD-13] lists far more lines than the diagnostics do, and cuts long ones', () => {
    const { model, unparsedLines } = only(readText(`${BANNER}${HEADER}${`${'x'.repeat(1000)}\n`.repeat(3000)}JNI global refs: 1\n`));
    expect([unparsedLines, model.unparsed.total, model.unparsed.line.length]).toEqual([3000, 3000, 3000]);
    expect(cells(UNPARSED_TABLE.build(model).columns['text'])[2999]).toHaveLength(400);
  });

  it('[TD-13] counts what it does not list beyond 100,000 lines', () => {
    const { model, unparsedLines } = only(readText(`${BANNER}${HEADER}${'?\n'.repeat(100_010)}JNI global refs: 1\n`));
    expect([unparsedLines, model.unparsed.line.length]).toEqual([100_010, 100_000]);
  });

  it('[TD-13] leaves out lines after the last known one: they are the log’s', () => {
    expect(unparsedRows(`${BANNER}${HEADER}\nJNI global refs: 1\nlog\nlog\n`)).toEqual([]);
  });
});
