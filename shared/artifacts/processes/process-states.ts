import { textAt, type ProcessTable } from '../process-table/model.ts';

export interface StateCounts {
  readonly running: number;
  /** State D. */
  readonly uninterruptible: number;
  readonly zombie: number;
}

/** First letter of the state; empty where none is printed. macOS says U where Linux says D. */
export function stateLetter(table: ProcessTable, row: number): string {
  const letter = textAt(table.states, row)?.[0] ?? '';
  return letter === 'U' ? 'D' : letter;
}

export function rowsInState(table: ProcessTable, letter: string): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (stateLetter(table, row) === letter) rows.push(row);
  return rows;
}

export function countByState(table: ProcessTable): StateCounts {
  return { running: rowsInState(table, 'R').length, uninterruptible: rowsInState(table, 'D').length, zombie: rowsInState(table, 'Z').length };
}

/** Command without path and arguments, and without the brackets of those that have no command line. */
export function programName(command: string | null): string {
  if (command === null) return '';
  if (command.startsWith('[')) return command.replace(/^\[(.*)\](?: <defunct>)?$/, '$1');
  const program = command.split(' ', 1)[0] ?? '';
  return program.slice(program.lastIndexOf('/') + 1) || program;
}

export function isKernelThread(table: ProcessTable, row: number): boolean {
  return table.ppids[row] === 2 || table.pids[row] === 2;
}
