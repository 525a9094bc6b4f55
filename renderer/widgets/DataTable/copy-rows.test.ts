import { describe, expect, it } from 'vitest';
import { toTsv } from './copy-rows.ts';

describe('copying rows', () => {
  it('[TABLE-16] writes headers, exact numbers and empty cells', () => {
    expect(toTsv(['Name', 'Bytes'], [['main', 4_404_019], [null, 0]])).toBe('Name\tBytes\nmain\t4404019\n\t0');
  });

  it('[TABLE-16] keeps a cell one cell and a text a text', () => {
    expect(toTsv(['N'], [['a\tb\nc'], ['=cmd()'], [-5]])).toBe("N\na b c\n'=cmd()\n-5");
  });
});
