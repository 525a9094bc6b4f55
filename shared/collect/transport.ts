/** What came back from running argv somewhere. Streams were already delivered chunk by chunk. */
export interface ExecOutcome {
  /** null: no exit status was received, so the output must count as truncated. */
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly end: 'exited' | 'timeout' | 'cancelled' | 'link-cut' | 'output-cap' | 'not-started';
  /** For people: why it ended so; empty when it exited by itself. */
  readonly detail: string;
}

/** Something that asks for an end; the runtimes' AbortSignal fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface ExecOptions {
  /** Fed to standard input, then closed; absent = closed at once. */
  readonly stdin?: Uint8Array;
  readonly timeoutMs: number;
  /** Output beyond this is cut and the outcome says `output-cap`. */
  readonly maxBytes: number;
  readonly signal: CancelSignal;
  onStdout(chunk: Uint8Array): void;
  onStderr(chunk: Uint8Array): void;
}

export interface Probe {
  /** Of those asked for, the ones found on the target's PATH. */
  readonly tools: readonly string[];
  readonly uid: number | null;
  readonly user: string | null;
}

/** What is printed is handed on as output; the outcome says why that ended. */
export interface FollowOptions extends Omit<ExecOptions, 'stdin'> {
  /** Called when everything printed from now on will be seen. */
  onOpen(): void;
}

/** The log that a container engine keeps of what the container's main process prints on its standard output. */
export interface ConsoleLog {
  /** Hands on what is printed from the call on, until the signal fires. Resolves for every end. */
  follow(options: FollowOptions): Promise<ExecOutcome>;
}

/** Runs argv or reads a file somewhere. Everything above it is the same for every place. */
export interface Transport {
  /** Target URI, for messages and provenance. */
  readonly uri: string;
  /** Opens the link where the place needs one, and rejects with the reason when it cannot. `probe` rejects alike; `exec` then ends as `not-started`. */
  connect(signal: CancelSignal): Promise<void>;
  probe(tools: readonly string[], signal: CancelSignal): Promise<Probe>;
  /** Resolves for every end, also a bad one; rejects only when used wrongly. */
  exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome>;
  readFile(path: string, options: ExecOptions): Promise<ExecOutcome>;
  /** What argv becomes where it is run, for provenance; absent: itself. */
  asRun?(argv: readonly [string, ...string[]]): readonly [string, ...string[]];
  /** Where what SIGQUIT prints can be read when it is not a file; absent where nothing keeps it. */
  readonly console?: ConsoleLog;
  close(): Promise<void>;
}
