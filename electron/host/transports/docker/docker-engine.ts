import { HostError } from '../../../../shared/host-api/host-error.ts';
import { DockerClient, type DialSsh, type DockerRequest } from './docker-client.ts';
import type { DockerEndpoint } from './docker-endpoint.ts';
import { DockerStatusError, dockerCancelled, engineRefused, engineUnreachable } from './docker-errors.ts';
import { resolveDockerEndpoint } from './resolve-docker-endpoint.ts';

/** One engine: where it is, and how it is asked. */
export class DockerEngine {
  readonly endpoint: DockerEndpoint;
  readonly client: DockerClient;

  private constructor(endpoint: DockerEndpoint, dialSsh: DialSsh) {
    this.endpoint = endpoint;
    this.client = new DockerClient(endpoint.address, dialSsh);
  }

  /** Finds out which engine is meant; asks nothing of it yet. Rejects with HostError. */
  static async open(context: string | null, environment: NodeJS.ProcessEnv, dialSsh: DialSsh): Promise<DockerEngine> {
    return new DockerEngine(await resolveDockerEndpoint(context, environment), dialSsh);
  }

  /** What goes wrong becomes a HostError that names the context; `onMissing` makes the one for status 404. */
  async ask(request: DockerRequest, onMissing?: (context: string) => Error): Promise<unknown> {
    try {
      return await this.client.json(request);
    } catch (error) {
      // The way to the engine has words of its own, such as those of a refused sign-in over SSH.
      if (error instanceof HostError) throw error;
      if (request.signal.aborted) throw dockerCancelled(this.endpoint.context);
      if (!(error instanceof DockerStatusError)) throw engineUnreachable(this.endpoint, error);
      throw error.status === 404 && onMissing !== undefined ? onMissing(this.endpoint.context) : engineRefused(this.endpoint, error);
    }
  }
}
