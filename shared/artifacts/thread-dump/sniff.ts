import { ThreadDumpParser } from './parse.ts';

/** Reads the head as the parser would: nothing else knows a thread header from a quoted word in a log. */
export function sniff(head: Uint8Array): number {
  const parser = new ThreadDumpParser();
  parser.push(head);
  const dumps = parser.finish();
  if (dumps.length === 0) return 0;
  const threads = dumps.reduce((sum, { model }) => sum + model.threads.count, 0);
  const hasBanner = dumps.some(({ model }) => model.vm !== null);
  if (hasBanner) return threads > 0 ? 0.98 : 0.7;
  return threads > 0 ? 0.8 : 0.6;
}
