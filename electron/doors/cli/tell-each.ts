import { message } from '../../../shared/base/message.ts';
import { tell, type CliContext } from './context.ts';

/** A support bundle holds hundreds of files that no kind reads; the result itself lists them all. */
const SHOWN = 40;

interface NotRead {
  readonly name: string;
  readonly what: string;
  /** Why nothing was recognised in it; absent or without a sentence: `what` says it. */
  readonly code?: string;
}

function reasonOf({ code, what }: NotRead, { translate }: CliContext): string {
  const key = `unrecognised.${code ?? ''}`;
  const sentence = translate(message(key, { what }));
  return code === 'unreadable' || sentence === key ? what : sentence;
}

/** What was not read, a line each for the first of them. */
export async function tellEach(context: CliContext, rows: readonly NotRead[]): Promise<void> {
  for (const row of rows.slice(0, SHOWN)) await tell(context, message('cli.unreadable', { name: row.name, what: reasonOf(row, context) }));
  if (rows.length > SHOWN) await tell(context, message('cli.unreadable-more', { count: rows.length - SHOWN }));
}
