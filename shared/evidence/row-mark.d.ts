import type { ArtifactId } from '../base/ids.ts';
/** Which row of which table: by its number as built, which evidence that never changes always builds alike. */
export interface MarkedRow {
    /** One artifact, or those of a series in time order. */
    readonly artifacts: readonly ArtifactId[];
    readonly view: string;
    readonly row: number;
}
/** What a person wrote on a row; kept with the case. */
export interface RowMark extends MarkedRow {
    /** First line of the row in the capture; null where it has none of its own. A row that now stands elsewhere no longer is the one marked. */
    readonly line: number | null;
    /** What the row was called when it was marked, e.g. a thread's name. */
    readonly label: string;
    readonly bookmarked: boolean;
    readonly note: string;
}
export declare function isSameRow(a: MarkedRow, b: MarkedRow): boolean;
