import type { ColumnTable } from '../base/column-table.ts';
import type { Unit } from '../base/units.ts';
import type { LoadedArtifact } from './loaded-artifact.ts';
import type { NonEmpty } from '../base/non-empty.ts';

/** What a column of a grouped table says of the rows in each group. */
export type Aggregate = 'sum' | 'mean' | 'min' | 'max';

/** A column as data: the GUI, the CLI, CSV and the report all print from this. */
export interface ColumnSpec {
  readonly id: string;
  /** Catalogue key of the header. A field's own name, which is no key, stands for itself. */
  readonly header: string;
  /** Catalogue key of a longer explanation; absent when the header says it all. */
  readonly hint?: string;
  readonly type: 'text' | 'number';
  readonly unit: Unit;
  /** How a text is drawn: prose, code in the monospace face, a thread state with its glyph, a strip of thread states (one letter a capture), numbers over the captures as a line (see sparkline-column.ts), or added/removed/changed. */
  readonly look: 'plain' | 'code' | 'thread-state' | 'state-strip' | 'sparkline' | 'change' | 'delta';
  /** Cells are codes; a person reads the sentence under the catalogue key `words.code`, a program the code. */
  readonly words?: string;
  /** Starting width in px. */
  readonly width: number;
  readonly hiddenAtFirst?: boolean;
  /** Stays in sight at the left until a person chooses otherwise: what names the row. */
  readonly pinnedAtFirst?: boolean;
  /** Set where the column sums up another one, which `header` names. */
  readonly aggregate?: Aggregate;
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/** A table over one artifact. */
export interface TableView<Model> {
  readonly id: string;
  /** Catalogue key. */
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  /** Further columns that this model has: fields of its source that no column was made for. `build` gives them too. */
  moreColumns?(model: Model): readonly ColumnSpec[];
  readonly sort: readonly SortKey[];
  /** Rows that `build` gives, where that can be told without building: an outline counts the rows of tables nobody opens. */
  rowCount?(model: Model): number;
  build(model: Model): ColumnTable;
}

/** A table over two or more captures of a kind, in time order; its columns depend on how many there are. */
export interface SeriesView<Model> {
  readonly id: string;
  readonly title: string;
  columns(captures: number): readonly ColumnSpec[];
  readonly sort: readonly SortKey[];
  /** Meant for all captures at once; others compare the first with the last unless asked. */
  readonly everyCapture?: true;
  /** Row lines refer to the last capture that holds the row, which `lineCapture` names. */
  build(artifacts: NonEmpty<LoadedArtifact<Model>>): ColumnTable;
}
