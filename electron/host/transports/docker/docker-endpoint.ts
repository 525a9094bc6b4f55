export interface TlsFiles {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
  /** False: the engine's certificate is not checked, because the context says so. */
  readonly verify: boolean;
}

export type DockerAddress =
  | { readonly type: 'socket'; readonly path: string }
  | { readonly type: 'tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | null }
  | { readonly type: 'ssh'; readonly user: string | null; readonly host: string; readonly port: number | null; readonly path: string };

/** Which Docker engine is meant, and who said so. */
export interface DockerEndpoint {
  readonly context: string;
  /** As written where it was found, e.g. `unix:///var/run/docker.sock`. */
  readonly url: string;
  readonly chosenBy: 'the target' | 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'currentContext' | 'default';
  readonly address: DockerAddress;
}
