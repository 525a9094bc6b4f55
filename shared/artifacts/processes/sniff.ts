import { sniffTable } from '../process-table/sniff-table.ts';

/** Processes by their column titles; a file that lists threads too is read by both kinds. */
export function sniffProcesses(head: Uint8Array): number {
  return sniffTable(head).processes;
}
