/** What joins with other kinds may ask of a list of processes. */

export { isSaturated } from '../process-table/saturation.ts';
export { shownCommand } from '../process-table/shown-command.ts';
export { stateLetter } from './process-states.ts';
