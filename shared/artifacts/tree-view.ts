import type { Message } from '../base/message.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { Graph } from './graph-view.ts';
import type { Tone } from './tone.ts';

export interface TreeNode {
  /** Unique in its tree and stable across refreshes of the same evidence. */
  readonly id: string;
  readonly label: Message;
  readonly detail: Message | null;
  readonly tone: Tone;
  /** Thread state to draw as a glyph; null where there is none. */
  readonly threadState: string | null;
  readonly span: LineSpan | null;
  readonly children: readonly TreeNode[];
}

export interface TreeView<Model> {
  readonly id: string;
  readonly title: string;
  /** Catalogue key of the sentence shown when there are no nodes. */
  readonly empty: string;
  build(model: Model): readonly TreeNode[];
  /** The same as a picture, where one helps. */
  readonly graph?: { draw(model: Model): Graph }['draw'];
}
