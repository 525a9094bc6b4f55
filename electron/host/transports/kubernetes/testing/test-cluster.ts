import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { AUTOSCALERS, debugContainerStatus, EVENTS, type DebugContainer } from './cluster-objects.ts';
import { serveExec, type ExecFault } from './exec-session.ts';
import { PodProcess } from './pod-process.ts';

/** Namespaces need root. Such tests skip by name without, but never in CI. */
export const withoutNamespaces: boolean = process.getuid?.() !== 0 && process.env['CI'] !== 'true';

export type ExecProtocol = 'v5.channel.k8s.io' | 'v4.channel.k8s.io';

/** Rights as `verb resource`, e.g. `create pods/exec`. */
const ALL = ['get pods', 'list pods', 'create pods/exec', 'get pods/exec', 'get pods/log', 'patch pods/ephemeralcontainers', 'list events'];

/** What kubectl asks first, to know what `pods` are. */
const DISCOVERY: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list'] }] },
};

/**
 * An API server for tests that speaks as much of Kubernetes as Borescope uses, newer and older exec protocol, and goes wrong on demand.
 * Its pods are processes in PID namespaces of their own. One namespace `shop`, one pod `cart-0`, one container `jvm`.
 */
export class TestCluster {
  readonly folder: string = mkdtempSync(path.join(os.tmpdir(), 'borescope-cluster-'));
  fault: ExecFault = { type: 'none' };
  /** As in a distroless image: nothing can be run in the container itself. */
  hasShell = true;
  /** null: as a server that knows no such resource. */
  debugContainers: DebugContainer[] | null = [];
  /** By token; anything else is not let in. */
  readonly rights = new Map<string, readonly string[]>([['all', ALL]]);
  /** Paths asked for, with the method. */
  readonly requests: string[] = [];
  #restarts = 0;
  #pod: PodProcess | null = null;
  readonly #server: https.Server;
  readonly #argv: readonly string[];

  private constructor(argv: readonly string[], protocol: ExecProtocol) {
    this.#argv = argv;
    const file = (name: string): string => path.join(this.folder, name);
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', file('key.pem'), '-out', file('ca.pem'), '-subj', '/CN=test-cluster', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
    this.#server = https.createServer({ key: readFileSync(file('key.pem')), cert: readFileSync(file('ca.pem')) }, (request, response) => this.#answer(request, response));
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has(protocol) ? protocol : false) });
    this.#server.on('upgrade', (request, socket, head) => {
      const refused = this.#refusal(request, 'get pods/exec');
      if (refused !== null) {
        socket.end(`HTTP/1.1 ${refused.code} Refused\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${JSON.stringify(refused)}`);
        return;
      }
      const { searchParams } = new URL(request.url ?? '/', 'https://cluster');
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        const isBare = !this.hasShell && searchParams.get('container') === 'jvm';
        if (this.#pod !== null) serveExec(accepted, this.#pod.exec(isBare ? ['/nowhere/sh'] : searchParams.getAll('command')), searchParams.get('stdin') === 'true', this.fault);
      });
    });
  }

  static async start(argv: readonly string[], protocol: ExecProtocol = 'v5.channel.k8s.io'): Promise<TestCluster> {
    const cluster = new TestCluster(argv, protocol);
    cluster.#pod = await PodProcess.start(argv);
    await new Promise<void>((ready) => cluster.#server.listen(0, '127.0.0.1', ready));
    return cluster;
  }

  /** What finds this cluster and nothing of the person's own. `user` is a kubeconfig's user entry. */
  environment(user: object = { token: 'all' }): NodeJS.ProcessEnv {
    const file = path.join(this.folder, `kubeconfig-${this.requests.length}-${Math.random().toString(36).slice(2)}`);
    const { port } = this.#server.address() as AddressInfo;
    const config = {
      'current-context': 'test',
      clusters: [{ name: 'c', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': 'ca.pem' } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'test', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
    };
    writeFileSync(file, JSON.stringify(config));
    return { ...process.env, KUBECONFIG: file };
  }

  /** Resolves when the pod has printed a text. */
  async untilPrinted(text: string): Promise<void> {
    let printed = '';
    const end = this.#pod?.follow(0, (piece) => (printed += piece));
    for (let i = 0; i < 400 && !printed.includes(text); i += 1) await new Promise((wake) => setTimeout(wake, 50));
    end?.();
    if (!printed.includes(text)) throw new Error(`the pod did not print ${text}`);
  }

  async restartPod(): Promise<void> {
    await this.#pod?.stop();
    this.#restarts += 1;
    this.#pod = await PodProcess.start(this.#argv);
  }

  async stop(): Promise<void> {
    await this.#pod?.stop();
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.folder, { recursive: true });
  }

  /** null: let in and allowed. */
  #refusal(request: IncomingMessage, right: string | null): { readonly code: number; readonly message: string } | null {
    const granted = this.#granted(request);
    if (granted === undefined) return { code: 401, message: 'Unauthorized' };
    return right === null || granted.includes(right) ? null : { code: 403, message: `pods is forbidden: User "u" cannot ${right}` };
  }

  #granted(request: IncomingMessage): readonly string[] | undefined {
    return this.rights.get((request.headers.authorization ?? '').replace('Bearer ', ''));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://cluster');
    this.requests.push(`${request.method ?? ''} ${pathname}`);
    const refuse = (code: number, message: string): void => reply(response, code, { kind: 'Status', status: 'Failure', message, code });
    const allowed = (right: string | null, go: () => void): void => {
      const refused = this.#refusal(request, right);
      if (refused === null) go();
      else refuse(refused.code, refused.message);
    };
    if (pathname.endsWith('/selfsubjectaccessreviews')) allowed(null, () => void this.#review(request, response));
    else if (Object.hasOwn(DISCOVERY, pathname)) allowed(null, () => reply(response, 200, DISCOVERY[pathname] ?? {}));
    else if (pathname === '/version') allowed(null, () => reply(response, 200, { gitVersion: 'v1.33.0-test', platform: 'linux/amd64' }));
    else if (pathname === '/api/v1/pods' || pathname === '/api/v1/namespaces/shop/pods') allowed('list pods', () => reply(response, 200, { metadata: {}, items: [this.#podObject()] }));
    else if (pathname === '/api/v1/namespaces/shop/pods/cart-0') allowed('get pods', () => reply(response, 200, this.#podObject()));
    else if (pathname === '/api/v1/namespaces/shop/pods/cart-0/log') allowed('get pods/log', () => this.#log(response, searchParams));
    else if (pathname === '/api/v1/namespaces/shop/pods/cart-0/ephemeralcontainers' && request.method === 'PATCH' && this.debugContainers !== null) allowed('patch pods/ephemeralcontainers', () => void this.#addDebugContainer(request, response));
    else if (pathname === '/api/v1/namespaces/shop/events') allowed('list events', () => reply(response, 200, EVENTS));
    else if (pathname === '/apis/autoscaling/v1/horizontalpodautoscalers') allowed('list pods', () => reply(response, 200, AUTOSCALERS));
    else refuse(404, `${pathname} not found`);
  }

  /** The patch as the real server checks it; the image `nowhere` cannot be pulled. */
  async #addDebugContainer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { spec } = (await bodyOf(request)) as { readonly spec: { readonly ephemeralContainers: readonly DebugContainer[] } };
    if (request.headers['content-type'] !== 'application/strategic-merge-patch+json') return reply(response, 415, { kind: 'Status', status: 'Failure', message: 'unsupported media type', code: 415 });
    this.debugContainers?.push(...spec.ephemeralContainers);
    reply(response, 200, this.#podObject());
  }

  async #review(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { spec } = (await bodyOf(request)) as { readonly spec: { readonly resourceAttributes: { readonly verb: string; readonly resource: string; readonly subresource?: string } } };
    const { verb, resource, subresource } = spec.resourceAttributes;
    const right = `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
    reply(response, 201, { status: { allowed: this.#granted(request)?.includes(right) ?? false, reason: '' } });
  }

  #log(response: ServerResponse, query: URLSearchParams): void {
    const since = Date.parse(query.get('sinceTime') ?? '') || 0;
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    const end = this.#pod?.follow(since, (text) => response.write(text));
    response.on('close', () => end?.());
  }

  #podObject(): object {
    return {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'cart-0', namespace: 'shop', uid: 'a1', creationTimestamp: '2026-11-21T10:00:00Z' },
      spec: { nodeName: 'node-a', ephemeralContainers: this.debugContainers ?? [], containers: [{ name: 'jvm', image: 'shop/cart:1', ports: [{ containerPort: 8080 }], resources: { limits: { memory: '64Mi' } } }] },
      status: { phase: 'Running', ephemeralContainerStatuses: this.debugContainers?.map(debugContainerStatus) ?? [], containerStatuses: [{ name: 'jvm', restartCount: this.#restarts, containerID: `test://${this.#restarts}`, state: { running: { startedAt: '2026-11-21T10:00:01Z' } } }] },
    };
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
