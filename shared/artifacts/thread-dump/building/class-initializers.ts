import type { PrintedThreads } from '../dialects/printed-threads.ts';
import { textOf } from './text-pool.ts';

const CLINIT = '.<clinit>(';

/** Threads that run a static initializer, by class. Each frame text is looked at once. */
export function clinitThreads(dump: Pick<PrintedThreads, 'threads' | 'symbols'>): Map<string, { readonly thread: number; readonly line: number }[]> {
  const { texts, stackFrames, stackOffsets } = dump.symbols;
  const classByFrame = new Map<number, string | null>();
  const classOf = (frame: number): string | null => {
    let known = classByFrame.get(frame);
    if (known === undefined) {
      const text = textOf(texts, frame);
      const at = text.indexOf(CLINIT);
      known = at < 0 ? null : text.slice(text.lastIndexOf('/', at) + 1, at);
      classByFrame.set(frame, known);
    }
    return known;
  };
  const found = new Map<string, { thread: number; line: number }[]>();
  for (let thread = 0; thread < dump.threads.count; thread++) {
    const stack = dump.threads.stack[thread] as number;
    for (let i = stackOffsets[stack] as number; i < (stackOffsets[stack + 1] as number); i++) {
      const className = classOf(stackFrames[i] as number);
      if (className === null) continue;
      const rows = found.get(className) ?? [];
      rows.push({ thread, line: dump.threads.firstLine[thread] as number });
      found.set(className, rows);
    }
  }
  return found;
}
