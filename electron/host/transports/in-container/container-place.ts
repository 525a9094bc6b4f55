import type { CancelSignal, ConsoleLog, ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';

/** How a run is told apart from everything else in its container, so that it can be ended from there. */
export interface PlaceRun {
  readonly argv: readonly [string, ...string[]];
  /** Value of RUN_MARK in the environment of the process and all it starts. */
  readonly mark: string;
  readonly options: ExecOptions;
  /** Called when this side must stop waiting: ends everything that carries the mark. The run then has a moment to end by itself. */
  readonly endFarSide: () => void;
}

/** Name of the environment variable that marks our own processes in a container. */
export const RUN_MARK = 'BORESCOPE_RUN';

/** The computer a container runs on, with its programs among the container's processes. */
export interface NodeSide {
  exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome>;
  /** What argv becomes, for provenance. */
  asRun(argv: readonly [string, ...string[]]): readonly [string, ...string[]];
  has(tool: string): Promise<boolean>;
}

/** What a container engine must be able to do. All else is alike in every container: see container-transport.ts. */
export interface ContainerPlace {
  readonly uri: string;
  /** Rejects with HostError when the container cannot be reached. */
  connect(signal: CancelSignal): Promise<void>;
  /** Runs argv as it stands; a program that is not there ends as `not-started`. */
  run(run: PlaceRun): Promise<ExecOutcome>;
  /** What the container's main process prints. */
  readonly console: ConsoleLog;
  /** Where this computer is the container's and may be used; null otherwise. */
  onNode?(): Promise<NodeSide | null>;
  close(): Promise<void>;
}
