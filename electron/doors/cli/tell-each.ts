import { message } from '../../../shared/base/message.ts';
import { tell, type CliContext } from './context.ts';

/** A support bundle holds hundreds of files that no kind reads; the result itself lists them all. */
const SHOWN = 40;

/** What was not read, a line each for the first of them. */
export async function tellEach(context: CliContext, rows: readonly { readonly name: string; readonly what: string }[]): Promise<void> {
  for (const { name, what } of rows.slice(0, SHOWN)) await tell(context, message('cli.unreadable', { name, what }));
  if (rows.length > SHOWN) await tell(context, message('cli.unreadable-more', { count: rows.length - SHOWN }));
}
