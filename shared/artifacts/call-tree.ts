/** Which threads a call tree is about. */
export interface CallTreeQuestion {
  /** A pool as the tree's `pools` name it; null = all. */
  readonly pool: string | null;
  /** Name of a thread; null = all. */
  readonly thread: string | null;
  /** Leaves out threads that wait for work. */
  readonly busyOnly: boolean;
  /** True: below the root stand the paths of the requests that the threads serve; those of whom none is known stand beside them. Absent: false. */
  readonly byRequest?: boolean;
  /** The smallest nodes are left out beyond this many; 0 = all. */
  readonly maxNodes: number;
}

/** A method in a tree; the lines of one method are one. */
export interface CallFrame {
  readonly name: string;
  /** Source file; null where no frame prints it. */
  readonly file: string | null;
  /** Whose code it is; `request`: the path of a request, no method. */
  readonly origin: 'application' | 'library' | 'jdk' | 'request';
}

/**
 * Stacks of all threads of one or more captures merged from their first calls on, node by node; node 0 is the root, children come after their parents.
 * One thread in one capture is one sample: a count says how often a dump met a thread there, not how often it was called.
 */
export interface CallTree {
  readonly frames: readonly CallFrame[];
  /** Index into `frames`; -1 for the root. */
  readonly frame: readonly number[];
  readonly parent: readonly number[];
  /** Samples in this node or below it. */
  readonly total: readonly number[];
  /** Samples that end here. */
  readonly self: readonly number[];
  /** An example: index of the capture in those asked for and line of a thread that stands here. */
  readonly capture: readonly number[];
  readonly line: readonly number[];
  readonly samples: number;
  readonly captures: number;
  /** Mean time between captures; null for one capture or where times are not known. */
  readonly intervalMs: number | null;
  /** Nodes left out because they are the smallest. */
  readonly leftOut: number;
  /** Pools with their samples, whatever is asked; most first. */
  readonly pools: readonly { readonly pattern: string; readonly samples: number }[];
  /** Of how many samples the request is known, in all captures; whatever is asked. */
  readonly requestSamples: number;
  /** Names of the threads of the pool asked for, most samples first. */
  readonly threads: readonly string[];
}

/** The path of the request that a thread serves, by its capture's place among those asked for and its row; null = not known. */
export type RequestPathOf = (capture: number, row: number) => string | null;

/** From the root's child down to the node. */
export function pathOf(tree: CallTree, node: number): readonly number[] {
  const path: number[] = [];
  for (let at = node; at > 0; at = tree.parent[at] ?? 0) path.push(at);
  return path.toReversed();
}
