import type { Message } from '../base/message.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { Tone } from './tone.ts';

export interface GraphNode {
  /** Unique in its graph and stable across refreshes of the same evidence. */
  readonly id: string;
  readonly label: Message;
  readonly detail: Message | null;
  /** The same in the few words that a box has room for. */
  readonly short: { readonly label: Message; readonly detail: Message | null };
  readonly shape: 'thread' | 'lock';
  readonly tone: Tone;
  /** Thread state to draw as a glyph; null where there is none. */
  readonly threadState: string | null;
  readonly span: LineSpan | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: Message;
  /** False: a candidate, drawn weaker. */
  readonly isCertain: boolean;
}

/** Things and what they wait for, to be drawn. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Locks left out of a picture that would be too large to read. */
  readonly hidden: number;
}
