import { z } from 'zod';
import type { CancelSignal, ConsoleLog, ExecOutcome, FollowOptions, Transport } from '../../../../shared/collect/transport.ts';
import { createContainerTransport } from '../in-container/container-transport.ts';
import type { ContainerPlace, PlaceRun } from '../in-container/container-place.ts';
import { notStarted } from '../stop-reason.ts';
import { DockerClient, type DialSsh } from './docker-client.ts';
import { resolveDockerEndpoint, type DockerEndpoint } from './docker-endpoint.ts';
import { DockerStatusError, containerMissing, containerNotRunning, dockerCancelled, engineRefused, engineUnreachable } from './docker-errors.ts';
import { followConsole } from './follow-console.ts';
import { runInContainer } from './run-in-container.ts';

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

const inspected = z.object({ Id: z.string(), State: z.object({ Running: z.boolean(), Paused: z.boolean().optional(), Status: z.string() }), Config: z.object({ Tty: z.boolean() }) });

interface Link {
  readonly client: DockerClient;
  /** The whole id: a new container of the same name is not the one that was asked about. */
  readonly container: string;
  readonly tty: boolean;
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
    const endpoint = await resolveDockerEndpoint(context, environment);
    const client = new DockerClient(endpoint.address, dialSsh);
    const { Id, State, Config } = inspected.parse(await asked(endpoint, signal, name, () => client.json({ method: 'GET', path: `/containers/${encodeURIComponent(name)}/json`, signal })));
    if (!State.Running || State.Paused === true) throw containerNotRunning(endpoint.context, name, State.Status);
    return { client, container: Id, tty: Config.Tty };
  }
}

/** Asks the engine; what goes wrong becomes a HostError that names the context. */
async function asked(endpoint: DockerEndpoint, signal: CancelSignal, container: string, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted) throw dockerCancelled(endpoint.context);
    if (!(error instanceof DockerStatusError)) throw engineUnreachable(endpoint, error);
    throw error.status === 404 ? containerMissing(endpoint.context, container) : engineRefused(endpoint, error);
  }
}
