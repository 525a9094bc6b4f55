import { sniffTable } from '../process-table/sniff-table.ts';

/** Threads by their column titles or by the head of top; a file that lists processes too is read by both kinds. */
export function sniffThreadCpu(head: Uint8Array): number {
  return sniffTable(head).threads;
}
