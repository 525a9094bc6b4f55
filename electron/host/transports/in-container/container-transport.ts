import { randomUUID } from 'node:crypto';
import { message } from '../../../../shared/base/message.ts';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { CancelSignal, ConsoleLog, ExecOptions, ExecOutcome, Probe, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { hostError } from '../../host-errors.ts';
import { runScript } from '../../run-script.ts';
import { ChannelQueue } from '../channel-queue.ts';
import { FIND_TOOLS_SCRIPT, readFoundTools } from '../find-tools-script.ts';
import { cancelledBeforeStart, notStarted } from '../stop-reason.ts';
import { RUN_MARK, type ContainerPlace, type NodeSide } from './container-place.ts';
import { CONTAINER_SHELL_SCRIPT, END_MARKED_SCRIPT, boundedArgv, readContainerShell, type ContainerShell } from './container-shell.ts';

/** At most this many commands run in a container at once. */
const MAX_RUNS = 2;
const EXIT_NOT_FOUND = 127;
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
  /** Absolute paths of tools that are not on the PATH; learned by `probe`. */
  readonly #toolPaths = new Map<string, string>();
  /** Ends under way in the container. */
  readonly #endings = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #shell: ContainerShell | null = null;
  /** Set when the container has no shell and the node's can be used. */
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
    const { stdout, outcome } = await runScript(this, FIND_TOOLS_SCRIPT, tools, SCRIPT_LIMITS, signal);
    if (outcome.end === 'cancelled') throw hostError('cancelled', 'error.listing-cancelled', { target: this.uri });
    if (outcome.exitStatus !== 0) throw hostError('unreachable', 'error.no-shell', { target: this.uri, why: outcome.detail || `exit status ${outcome.exitStatus ?? '?'}` }, { next: message('next.no-shell-in-container') });
    const found = readFoundTools(stdout);
    for (const [name, where] of found) if (where.startsWith('/')) this.#toolPaths.set(name, where);
    for (const name of tools) if (await this.#isOnNode(name)) found.set(name, name);
    return { tools: tools.filter((name) => found.has(name)), uid: this.#shell?.uid ?? null, user: this.#shell?.user ?? null };
  }

  async exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    const [name, ...rest] = argv;
    const nodeTool = nodeToolOf(name);
    if (nodeTool !== null) return (await this.#place.onNode?.())?.exec([nodeTool, ...rest], options) ?? notStarted(`command not found: ${name}`);
    const program = this.#toolPaths.get(name) ?? name;
    const outcome = await this.#run([program, ...rest], options);
    if (outcome.exitStatus !== EXIT_NOT_FOUND) return outcome;
    // 127 is also what a command may end with itself.
    const check = await this.#run(['sh', '-c', 'command -v -- "$1"', 'sh', program], { ...options, timeoutMs: 10_000, maxBytes: 65_536, stdin: new Uint8Array(), onStdout: () => {}, onStderr: () => {} });
    return check.end === 'exited' && check.exitStatus !== 0 ? notStarted(`command not found: ${name}`) : outcome;
  }

  readFile(path: string, options: ExecOptions): Promise<ExecOutcome> {
    return this.exec(['cat', '--', path], options);
  }

  asRun(argv: readonly [string, ...string[]]): readonly [string, ...string[]] {
    return this.#node === null ? argv : this.#node.asRun(argv);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#endings);
    await this.#place.close();
  }

  async #run(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    let leave: (() => void) | null = null;
    try {
      if (options.signal.aborted) return cancelledBeforeStart();
      await this.connect(options.signal);
      leave = await this.#queue.enter(options.signal);
      if (leave === null) return cancelledBeforeStart();
      if (this.#node !== null) return await this.#node.exec(argv, options);
      return await this.#runMarked(this.#shell === null ? argv : boundedArgv(this.#shell, argv, options.timeoutMs), options);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return error.data.code === 'cancelled' && options.signal.aborted ? cancelledBeforeStart() : notStarted(inEnglish(error.data.message));
    } finally {
      leave?.();
    }
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
