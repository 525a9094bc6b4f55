/** What joins with other kinds may ask of deleted files that are held open. */

export { deletedByProcess, heldBytes } from './file-groups.ts';
