import { ProcessTableParser } from './parse.ts';

/** Enough for the head of top, its column titles and some rows. */
const LOOKED_AT = 16_384;
const SURE = 0.9;
const ALONE = 0.6;
const HEADER = /^[^\n]*\b(PID|LWP|SPID|TID)\b[^\n]*$|^borescope-(ps|top|proc) |^\d+ \(.*\) [RSDZTtXIWPK] \d/m;

export interface TableScores {
  readonly processes: number;
  readonly threads: number;
}

/** How surely a text lists processes or threads: what stands in its beginning is read, which takes as long as a look at it. */
export function sniffTable(head: Uint8Array): TableScores {
  const text = new TextDecoder('latin1').decode(head);
  const match = HEADER.exec(text);
  if (!match) return { processes: 0, threads: 0 };
  // Preamble and head of top may stand some lines before.
  const from = Math.max(0, text.lastIndexOf('\n', Math.max(0, match.index - 2000)) + 1);
  const read = (rowsAre: 'processes' | 'threads'): number => {
    const parser = new ProcessTableParser('', rowsAre);
    parser.push(head.subarray(from, from + LOOKED_AT));
    const rows = parser.finish().reduce((sum, { model }) => sum + model.rowCount, 0);
    if (rows === 0) return 0;
    return rows > 1 || from === 0 ? SURE : ALONE;
  };
  return { processes: read('processes'), threads: read('threads') };
}
