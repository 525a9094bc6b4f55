import http from 'node:http';
import https from 'node:https';
import { WebSocket } from 'ws';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { ClusterCredentials } from './cluster-access.ts';
import { KubernetesStatusError, clusterRefused, clusterUnreachable, kubernetesCancelled, rightMissing, type KubernetesRight } from './kubernetes-errors.ts';
import { resolveKubeContext, type KubeContext } from './kubeconfig.ts';

const ANSWER_MS = 15_000;
const MAX_ANSWER = 128 * 1024 * 1024;
const UNAUTHORIZED = 401;
/** Newest first. v5 can end standard input; v4 cannot. */
const EXEC_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

export interface KubernetesRequest {
  readonly path: string;
  /** Absent: POST with a body, GET without. */
  readonly method?: 'PATCH';
  readonly body?: unknown;
  readonly signal: CancelSignal;
}

/** The API server of one context. A library is spared: it would be a hundred times the code for five requests, and exec needs its frames read exactly. */
export class KubernetesClient {
  readonly context: KubeContext;
  readonly #credentials: ClusterCredentials;

  private constructor(context: KubeContext) {
    this.context = context;
    this.#credentials = new ClusterCredentials(context);
  }

  /** Finds out which cluster is meant; asks nothing of it yet. Rejects with HostError. */
  static async open(context: string | null, environment: NodeJS.ProcessEnv): Promise<KubernetesClient> {
    return new KubernetesClient(await resolveKubeContext(context, environment));
  }

  get server(): string {
    return this.context.cluster.entry.server;
  }

  /** The parsed answer. Rejects with HostError; `onMissing` makes the one for status 404, `right` names what status 403 means. */
  async ask(request: KubernetesRequest, about: { readonly onMissing?: () => Error; readonly right?: KubernetesRight } = {}): Promise<unknown> {
    try {
      return await this.json(request);
    } catch (error) {
      throw this.#explain(error, request.signal, about);
    }
  }

  /** Like `ask`, with the server's refusal as KubernetesStatusError. Refused credentials that can be renewed are renewed once. */
  async json(request: KubernetesRequest): Promise<unknown> {
    const answer = await this.#renewing(() => this.#send(request));
    const text = (await readAll(answer)).toString('utf8');
    return text === '' ? null : (JSON.parse(text) as unknown);
  }

  /** An answer without an end, read as it comes; it begins when the first bytes are there. */
  follow(request: KubernetesRequest): Promise<http.IncomingMessage> {
    return this.#renewing(() => this.#send(request, null));
  }

  /** Asks whether a right is granted, and rejects with its name when it is not. A server that does not tell lets the attempt decide. */
  async require(right: KubernetesRight, signal: CancelSignal): Promise<void> {
    const [resource, subresource] = right.resource.split('/');
    const resourceAttributes = { namespace: right.namespace ?? '', verb: right.verb, resource, ...(subresource ? { subresource } : {}) };
    const body = { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', spec: { resourceAttributes } };
    try {
      const answer = (await this.json({ path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', body, signal })) as { readonly status?: { readonly allowed?: boolean; readonly reason?: string } };
      if (answer.status?.allowed === false) throw rightMissing(this.context.name, right, answer.status.reason ?? '');
    } catch (error) {
      if (error instanceof KubernetesStatusError && error.status !== UNAUTHORIZED) return;
      throw this.#explain(error, signal, {});
    }
  }

  /** Opens the connection of an exec. Rejects with KubernetesStatusError when the server refuses it. */
  openExec(path: string, signal: CancelSignal): Promise<WebSocket> {
    return this.#renewing(() => this.#dial(path, signal));
  }

  #explain(error: unknown, signal: CancelSignal, { onMissing, right }: { readonly onMissing?: () => Error; readonly right?: KubernetesRight }): Error {
    if (error instanceof HostError) return error;
    if (signal.aborted) return kubernetesCancelled(this.context.name);
    if (!(error instanceof KubernetesStatusError)) return clusterUnreachable(this.context.name, this.server, error);
    if (error.status === 404 && onMissing !== undefined) return onMissing();
    if (error.status === 403 && right !== undefined) return rightMissing(this.context.name, right, error.message);
    return clusterRefused(this.context.name, error);
  }

  async #renewing<Result>(attempt: () => Promise<Result>): Promise<Result> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof KubernetesStatusError) || error.status !== UNAUTHORIZED || !this.#credentials.renewable) throw error;
      this.#credentials.renew();
      return attempt();
    }
  }

  async #send({ path, method, body, signal }: KubernetesRequest, timeoutMs: number | null = ANSWER_MS): Promise<http.IncomingMessage> {
    const { tls, headers } = await this.#credentials.access();
    const url = new URL(this.server.replace(/\/+$/, '') + path);
    const sent = body === undefined ? null : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const options = { method: method ?? (sent === null ? 'GET' : 'POST'), headers: { Accept: 'application/json', ...(sent ? { 'Content-Type': method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json', 'Content-Length': sent.length } : {}), ...headers }, agent: false as const };
      const request = url.protocol === 'http:' ? http.request(url, options) : https.request(url, { ...options, ...tls });
      const onAbort = (): void => giveUp(new Error('cancelled'));
      const timer = timeoutMs === null ? undefined : setTimeout(() => giveUp(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      const release = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const giveUp = (error: Error): void => {
        release();
        request.on('error', () => {}).destroy();
        reject(error);
      };
      signal.addEventListener('abort', onAbort);
      request.on('error', giveUp).on('response', (response) => {
        release();
        if ((response.statusCode ?? 500) < 300) resolve(response);
        else readAll(response).then((text) => reject(refusal(response.statusCode ?? 500, text.toString('utf8'))), reject);
      });
      if (signal.aborted) onAbort();
      else request.end(sent ?? undefined);
    });
  }

  async #dial(path: string, signal: CancelSignal): Promise<WebSocket> {
    const { tls, headers } = await this.#credentials.access();
    const url = new URL(this.server.replace(/^http/, 'ws').replace(/\/+$/, '') + path);
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, EXEC_PROTOCOLS, { ...tls, headers: { ...headers }, handshakeTimeout: ANSWER_MS, perMessageDeflate: false, maxPayload: MAX_ANSWER });
      const settle = (error: Error | null): void => {
        signal.removeEventListener('abort', onAbort);
        if (error === null) resolve(socket);
        else {
          socket.on('error', () => {}).terminate();
          reject(error);
        }
      };
      const onAbort = (): void => settle(new Error('cancelled'));
      signal.addEventListener('abort', onAbort);
      socket.on('error', settle).on('open', () => settle(null));
      socket.on('unexpected-response', (_request, response) => {
        readAll(response).then((text) => settle(refusal(response.statusCode ?? 500, text.toString('utf8'))), settle);
      });
      if (signal.aborted) onAbort();
    });
  }
}

async function readAll(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER) throw new Error(`the answer is longer than ${MAX_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The API server says why as a Status object. */
function refusal(status: number, text: string): KubernetesStatusError {
  try {
    const parsed = JSON.parse(text) as { readonly message?: unknown };
    if (typeof parsed.message === 'string') return new KubernetesStatusError(status, parsed.message);
  } catch {
    // A proxy in between speaks plain text.
  }
  return new KubernetesStatusError(status, text.trim().slice(0, 500) || `HTTP status ${status}`);
}
