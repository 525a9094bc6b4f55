import { z } from 'zod';
import type { CancelSignal, ConsoleLog, ExecOutcome, FollowOptions, Transport } from '../../../../shared/collect/transport.ts';
import { createContainerTransport } from '../in-container/container-transport.ts';
import type { ContainerPlace, NodeSide, PlaceRun } from '../in-container/container-place.ts';
import { notStarted } from '../stop-reason.ts';
import type { DialSsh, DockerClient } from './docker-client.ts';
import { DockerEngine } from './docker-engine.ts';
import { containerMissing, containerNotRunning } from './docker-errors.ts';
import { followConsole } from './follow-console.ts';
import { runInContainer } from './run-in-container.ts';
import { thisNode } from './this-node.ts';

export interface DockerTransportOptions {
  /** As shown to people and written to provenance. */
  readonly uri: string;
  /** null: as DOCKER_HOST, DOCKER_CONTEXT or the docker configuration choose. */
  readonly context: string | null;
  readonly container: string;
  readonly dialSsh: DialSsh;
  /** Absent: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

const inspected = z.object({ Id: z.string(), State: z.object({ Running: z.boolean(), Pid: z.number(), Paused: z.boolean().optional(), Status: z.string() }), Config: z.object({ Tty: z.boolean() }) });

const NEVER = new AbortController().signal;

interface Link {
  readonly client: DockerClient;
  /** The whole id: a new container of the same name is not the one that was asked about. */
  readonly container: string;
  readonly tty: boolean;
  readonly node: NodeSide | null;
}

/** A running container of a Docker engine. */
export function createDockerTransport(options: DockerTransportOptions): Transport {
  return createContainerTransport(new DockerPlace(options));
}

class DockerPlace implements ContainerPlace {
  readonly uri: string;
  readonly console: ConsoleLog = { follow: (options) => this.#follow(options) };
  readonly #options: DockerTransportOptions;
  #link: Link | null = null;

  constructor(options: DockerTransportOptions) {
    this.uri = options.uri;
    this.#options = options;
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#linked(signal);
  }

  async run(run: PlaceRun): Promise<ExecOutcome> {
    const link = await this.#linked(run.options.signal);
    const outcome = await runInContainer(link.client, link.container, run);
    // It may have been removed, and another may have its name now.
    if (outcome.end === 'not-started' || outcome.end === 'link-cut') this.#link = null;
    return outcome;
  }

  async onNode(): Promise<NodeSide | null> {
    this.#link = null;
    return (await this.#linked(NEVER)).node;
  }

  close(): Promise<void> {
    this.#link = null;
    return Promise.resolve();
  }

  async #follow(options: FollowOptions): Promise<ExecOutcome> {
    const link = this.#link;
    return link === null ? notStarted('not connected') : followConsole(link.client, link, options);
  }

  async #linked(signal: CancelSignal): Promise<Link> {
    this.#link ??= await this.#open(signal);
    return this.#link;
  }

  async #open(signal: CancelSignal): Promise<Link> {
    const { context, container: name, environment = process.env, dialSsh } = this.#options;
    const engine = await DockerEngine.open(context, environment, dialSsh);
    const answer = await engine.ask({ method: 'GET', path: `/containers/${encodeURIComponent(name)}/json`, signal }, (where) => containerMissing(where, name));
    const { Id, State, Config } = inspected.parse(answer);
    if (!State.Running || State.Paused === true) throw containerNotRunning(engine.endpoint.context, name, State.Status);
    return { client: engine.client, container: Id, tty: Config.Tty, node: await thisNode(engine.endpoint.address, { container: Id, pid: State.Pid }) };
  }
}
