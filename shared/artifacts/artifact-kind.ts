import type { JsonObject } from '../base/json.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { Catalogue, Message } from '../base/message.ts';
import type { NonEmpty } from '../base/non-empty.ts';
import type { LineSpan, ParsedArtifact } from '../base/parsed.ts';
import type { Unit } from '../base/units.ts';
import type { Recipe } from '../collect/recipe.ts';
import type { CallTree, CallTreeQuestion, RequestPathOf } from './call-tree.ts';
import type { Finding } from './finding.ts';
import type { LoadedArtifact } from './loaded-artifact.ts';
import type { SeriesView, TableView } from './table-view.ts';
import type { TreeView } from './tree-view.ts';

/** Reads a capture's bytes in the order they come. Never throws on any input; chunks may be cut anywhere and may be reused by the caller after `push` returns. */
export interface ArtifactParser<Model> {
  push(chunk: Uint8Array): void;
  /** Call once, after the last chunk. Empty when nothing of the kind was found. */
  finish(): readonly ParsedArtifact<Model>[];
}

/** A number worth showing on the overview, with a sparkline over captures. */
export interface KeyFigure {
  readonly id: string;
  /** Catalogue key. */
  readonly label: string;
  readonly value: number;
  readonly unit: Unit;
  /** What the figure cannot pass, such as the most open files of a process; absent where the source says none. */
  readonly limit?: number;
}

/** What the inspector shows of one row. */
export interface InspectorCard {
  readonly title: Message;
  /** `artifact`: where the lines are, if not in the row's own. */
  readonly facts: readonly { readonly label: string; readonly value: Message | string; readonly span: LineSpan | null; readonly artifact?: ArtifactId }[];
  /** Lines of a stack or similar block, in order; `note` marks lock lines and such, drawn apart from frames. */
  readonly block: readonly { readonly text: string; readonly line: number; readonly look: 'frame' | 'note' }[];
}

export interface SeriesDiff {
  readonly added: readonly JsonObject[];
  readonly removed: readonly JsonObject[];
  /** `{ key, before, after, delta }`, and for more than two captures `values` and `growth`; see CONTRACT.md. */
  readonly changed: readonly JsonObject[];
}

/** One question over one artifact. A method type on purpose: kinds of different models stand in one registry. */
export type Analyzer<Model> = { analyze(artifact: LoadedArtifact<Model>): readonly Finding[] }['analyze'];

/** One question over two or more artifacts in time order. */
export type SeriesAnalyzer<Model> = { analyze(artifacts: NonEmpty<LoadedArtifact<Model>>): readonly Finding[] }['analyze'];

/** Everything Borescope knows about one kind of evidence. Adding a kind is one folder and one line in the registry. */
export interface ArtifactKind<Model> {
  readonly id: string;
  /** Catalogue key. */
  readonly title: string;
  /** Raised whenever the same bytes would give another model; cached derived data is dropped then. */
  readonly parserVersion: number;
  readonly messages: Catalogue;
  /** 0 = surely not, 1 = surely; from the first 64 KiB. */
  sniff(head: Uint8Array): number;
  /** `command`: what wrote the capture, as its provenance tells; null = unknown. For what the text itself does not say. */
  createParser(command: string | null): ArtifactParser<Model>;
  readonly tables: readonly TableView<Model>[];
  readonly series: readonly SeriesView<Model>[];
  readonly trees: readonly TreeView<Model>[];
  /** Stacks merged over captures, for kinds that hold stacks. */
  callTree?(artifacts: readonly LoadedArtifact<Model>[], question: CallTreeQuestion, requestOf: RequestPathOf): CallTree;
  keyFigures(model: Model): readonly KeyFigure[];
  readonly analyzers: readonly Analyzer<Model>[];
  readonly seriesAnalyzers: readonly SeriesAnalyzer<Model>[];
  /** `row` is the row of the table's build, before sorting; null when there is nothing more to say. */
  inspect(model: Model, table: string, row: number): InspectorCard | null;
  /** The `data` object of `borescope.analysis/1` for this kind. */
  toContract(model: Model): JsonObject;
  diff(artifacts: NonEmpty<LoadedArtifact<Model>>): SeriesDiff;
  readonly recipe: Recipe | null;
}
