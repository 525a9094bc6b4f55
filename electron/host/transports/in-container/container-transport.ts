import { randomUUID } from 'node:crypto';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { CancelSignal, ConsoleLog, ExecOptions, ExecOutcome, Probe, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { ChannelQueue } from '../channel-queue.ts';
import { RemoteTools } from '../remote-tools.ts';
import { cancelledBeforeStart, notStarted } from '../stop-reason.ts';
import { RUN_MARK, type ContainerPlace, type NodeSide } from './container-place.ts';
import { CONTAINER_SHELL_SCRIPT, END_MARKED_SCRIPT, boundedArgv, readContainerShell, type ContainerShell } from './container-shell.ts';

/** At most this many commands run in a container at once. */
const MAX_RUNS = 2;
/** As runc, crun and containerd say it. */
const SHELL_MISSING = /executable file not found|exec: "sh"|no such file or directory/i;
const SCRIPT_LIMITS = { timeoutMs: 15_000, maxBytes: 1024 * 1024 };
const NEVER = new AbortController().signal;
const inEnglish = createTranslator('en', [HOST_MESSAGES]);

/** The transport of every container, whatever engine runs it: time limits inside, tools by path, and nothing of ours left running. */
export function createContainerTransport(place: ContainerPlace): Transport {
  return new ContainerTransport(place);
}

class ContainerTransport implements Transport {
  readonly uri: string;
  readonly console: ConsoleLog;
  readonly #place: ContainerPlace;
  readonly #queue = new ChannelQueue(MAX_RUNS);
  readonly #tools = new RemoteTools();
  /** Ends under way in the container. */
  readonly #endings = new Set<Promise<unknown>>();
  #shell: ContainerShell | null = null;
  /** Set when the container has no shell and the node's can be used; asked for anew before each use. */
  #node: NodeSide | null = null;

  constructor(place: ContainerPlace) {
    this.uri = place.uri;
    this.console = place.console;
    this.#place = place;
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#place.connect(signal);
    if (this.#shell !== null || this.#node !== null) return;
    const learned = await this.#learnShell(signal);
    if (learned === 'missing') this.#node = (await this.#place.onNode?.()) ?? null;
    else this.#shell = learned;
  }

  async probe(tools: readonly string[], signal: CancelSignal): Promise<Probe> {
    await this.connect(signal);
    const found = new Set(await this.#tools.find(this, tools, signal));
    for (const name of tools) if (await this.#isOnNode(name)) found.add(name);
    return { tools: tools.filter((name) => found.has(name)), uid: this.#shell?.uid ?? null, user: this.#shell?.user ?? null };
  }

  async exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    const [name, ...rest] = argv;
    const nodeTool = nodeToolOf(name);
    if (nodeTool !== null) return this.#orNotStarted(options, () => this.#execOnNode([nodeTool, ...rest], options));
    return this.#tools.exec(argv, options, (words, some) => this.#run(words, some));
  }

  readFile(path: string, options: ExecOptions): Promise<ExecOutcome> {
    return this.exec(['cat', '--', path], options);
  }

  asRun(argv: readonly [string, ...string[]]): readonly [string, ...string[]] {
    return this.#node === null ? argv : this.#node.asRun(argv);
  }

  async close(): Promise<void> {
    await Promise.all(this.#endings);
    await this.#place.close();
  }

  #run(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    return this.#orNotStarted(options, async () => {
      await this.connect(options.signal);
      const leave = await this.#queue.enter(options.signal);
      if (leave === null) return cancelledBeforeStart();
      try {
        if (this.#node !== null) return await this.#execOnNode(argv, options);
        return await this.#runMarked(this.#shell === null ? argv : boundedArgv(this.#shell, argv, options.timeoutMs), options);
      } finally {
        leave();
      }
    });
  }

  /** What keeps a command from starting is an outcome too. */
  async #orNotStarted(options: ExecOptions, run: () => Promise<ExecOutcome>): Promise<ExecOutcome> {
    try {
      return options.signal.aborted ? cancelledBeforeStart() : await run();
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return error.data.code === 'cancelled' && options.signal.aborted ? cancelledBeforeStart() : notStarted(inEnglish(error.data.message));
    }
  }

  /** The container may have been started anew: its processes are looked up each time. */
  async #execOnNode(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    const node = (await this.#place.onNode?.()) ?? null;
    if (this.#node !== null) this.#node = node;
    return node === null ? notStarted(`not run on the container's own computer: ${argv[0]}`) : node.exec(argv, options);
  }

  async #isOnNode(name: string): Promise<boolean> {
    const tool = nodeToolOf(name);
    return tool !== null && ((await (await this.#place.onNode?.())?.has(tool)) ?? false);
  }

  async #runMarked(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    const mark = randomUUID();
    let hasEnding = false;
    const endFarSide = (): void => {
      if (hasEnding) return;
      hasEnding = true;
      const ending = this.#endMarked(mark).finally(() => this.#endings.delete(ending));
      this.#endings.add(ending);
    };
    const outcome = await this.#place.run({ argv, mark, options, endFarSide });
    // What the cut connection had started would run on until its own time limit.
    if (outcome.end === 'link-cut') endFarSide();
    return outcome;
  }

  async #endMarked(mark: string): Promise<void> {
    const options: ExecOptions = { ...SCRIPT_LIMITS, signal: NEVER, stdin: Buffer.from(END_MARKED_SCRIPT), onStdout: () => {}, onStderr: () => {} };
    await this.#place.run({ argv: ['sh', '-s', '--', RUN_MARK, mark], mark: `end-of-${mark}`, options, endFarSide: () => {} }).catch(() => undefined);
  }

  /** `missing`: the image has no shell, so commands run as they are; null: it could not be learned this time. */
  async #learnShell(signal: CancelSignal): Promise<ContainerShell | 'missing' | null> {
    const chunks: Uint8Array[] = [];
    const options: ExecOptions = { ...SCRIPT_LIMITS, signal, stdin: Buffer.from(CONTAINER_SHELL_SCRIPT), onStdout: (chunk) => chunks.push(chunk), onStderr: () => {} };
    const outcome = await this.#runMarked(['sh', '-s'], options);
    if (outcome.end === 'not-started' && SHELL_MISSING.test(outcome.detail)) return 'missing';
    return readContainerShell(Buffer.concat(chunks).toString('utf8'));
  }
}

/** `jcmd` for `node-jcmd`: a tool of the computer the container runs on. */
function nodeToolOf(name: string): string | null {
  return name.startsWith('node-') ? name.slice('node-'.length) : null;
}
