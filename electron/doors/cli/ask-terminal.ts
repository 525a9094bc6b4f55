import { visibleText } from '../../../shared/base/visible-text.ts';
import { write, type CliIo } from './cli-io.ts';

/** What a person typed; null when they ended it with Ctrl+C, Ctrl+D or by closing the terminal. */
type Typed = string | null;

/** Adds a typed piece to a line; `done` when Enter or an ending key came. */
export function typeInto(line: string, piece: string): { readonly line: string; readonly done: boolean; readonly cancelled: boolean } {
  let text = line;
  for (const character of piece) {
    if (character === '\r' || character === '\n') return { line: text, done: true, cancelled: false };
    if (character === '\u0003' || (character === '\u0004' && text === '')) return { line: '', done: true, cancelled: true };
    if (character === '\u007f' || character === '\b') text = Array.from(text).slice(0, -1).join('');
    else if (character === '\u0015') text = '';
    else if (character >= ' ') text += character;
  }
  return { line: text, done: false, cancelled: false };
}

/** Reads one line from the terminal. Without `echo` nothing typed is shown, not even its length. */
export async function askTerminal(io: CliIo, question: string, echo: boolean, signal: AbortSignal): Promise<Typed> {
  // Questions may come from a server: shown, never obeyed by the terminal.
  await write(io.stderr, `${question.split(/\r?\n/).map(visibleText).join('\n')} `);
  if (!echo) io.stdin.setRawMode?.(true);
  try {
    return await new Promise<Typed>((resolve) => {
      let line = '';
      const finish = (answer: Typed): void => {
        io.stdin.off('data', onData);
        io.stdin.off('end', onEnd);
        signal.removeEventListener('abort', onEnd);
        resolve(answer);
      };
      const onEnd = (): void => finish(null);
      const onData = (chunk: Buffer | string): void => {
        const typed = typeInto(line, chunk.toString());
        line = typed.line;
        if (typed.done) finish(typed.cancelled ? null : line);
      };
      io.stdin.on('data', onData);
      io.stdin.on('end', onEnd);
      signal.addEventListener('abort', onEnd);
      io.stdin.resume();
      if (signal.aborted) onEnd();
    });
  } finally {
    io.stdin.pause();
    if (!echo) {
      io.stdin.setRawMode?.(false);
      await write(io.stderr, '\n');
    }
  }
}
