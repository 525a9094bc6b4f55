import { ARTIFACT_KINDS } from '../artifacts/registry.ts';

/** How a choice of tables names one: `thread-dump/locks`. */
export function tableName(kind: string, view: string): string {
  return `${kind}/${view}`;
}

/** Every table that a report can hold: those of single captures and those over a series. */
export const TABLE_NAMES: readonly string[] = ARTIFACT_KINDS.flatMap((kind) => [...kind.tables, ...kind.series].map(({ id }) => tableName(kind.id, id)));
