const HEADER = /^.*\bnum[ \t]+(?:#instances|#count)[ \t]+#bytes\b|^Size[ \t]+Count[ \t]+Class description|^[ \t]*num[ \t]+object count[ \t]+total size[ \t]+class name/m;
const ANNOUNCEMENT = /\bClass Histogram\b/;
const ROW = /^\s*\d+:[ \t]+\d+[ \t]+\d+[ \t]+\S/gm;
const THREAD_DUMP = /^.*Full thread dump /m;

/** Surely a histogram by its header; likely by a GC log's announcement or by rows alone. Beside a thread dump it only claims to be read too. */
export function sniffHeapHistogram(head: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(head);
  const score = scoreOf(text);
  return score > 0.5 && THREAD_DUMP.test(text) ? 0.5 : score;
}

function scoreOf(text: string): number {
  if (HEADER.test(text)) return 0.95;
  const rows = text.match(ROW)?.length ?? 0;
  if (ANNOUNCEMENT.test(text)) return rows > 0 ? 0.8 : 0.5;
  return rows >= 3 ? 0.6 : 0;
}
