import http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { assertNever } from '../../../../shared/base/assert-never.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { DockerStatusError } from './docker-errors.ts';
import type { DockerAddress } from './docker-endpoint.ts';

/** Opens a connection to a Unix socket of another host; the ssh transport's, so that its one connection is used. */
export type DialSsh = (address: Extract<DockerAddress, { readonly type: 'ssh' }>, signal: CancelSignal) => Promise<Duplex>;

export interface DockerRequest {
  readonly method: 'GET' | 'POST' | 'HEAD';
  /** Path and query, already encoded. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: CancelSignal;
  readonly timeoutMs?: number;
}

/** An answer that stays open. */
export interface OpenStream {
  readonly stream: Duplex | http.IncomingMessage;
  /** Bytes that came with the header. */
  readonly head: Uint8Array;
  readonly contentType: string;
}

const ANSWER_MS = 15_000;
const MAX_ANSWER = 64 * 1024 * 1024;

/**
 * Speaks the engine's HTTP API. A library is spared on purpose: `exec` needs the raw connection, with its two directions ended one by one
 * and its frames read to the byte, and that is all there is to it.
 */
export class DockerClient {
  readonly #address: DockerAddress;
  readonly #dialSsh: DialSsh;

  constructor(address: DockerAddress, dialSsh: DialSsh) {
    this.#address = address;
    this.#dialSsh = dialSsh;
  }

  /** The parsed answer. Rejects with DockerStatusError for the engine's refusals, and with the system's error where it cannot be reached. */
  async json(request: DockerRequest): Promise<unknown> {
    const { response } = await this.#send(request, false);
    const text = (await readAll(response)).toString('utf8');
    return text === '' ? null : (JSON.parse(text) as unknown);
  }

  /** Takes the connection over: what is written goes to the process, what is read are its frames. */
  async hijack(request: DockerRequest): Promise<OpenStream> {
    const { response, socket, head } = await this.#send(request, true);
    return { stream: socket ?? response, head, contentType: response.headers['content-type'] ?? '' };
  }

  /** An answer without an end, read as it comes. */
  async follow(request: DockerRequest): Promise<OpenStream> {
    const { response } = await this.#send(request, false);
    return { stream: response, head: new Uint8Array(), contentType: response.headers['content-type'] ?? '' };
  }

  async #send(request: DockerRequest, upgrade: boolean): Promise<{ readonly response: http.IncomingMessage; readonly socket: Duplex | null; readonly head: Uint8Array }> {
    const connection = await this.#dial(request);
    const body = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body));
    const headers: http.OutgoingHttpHeaders = { Host: 'docker', ...(body === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': body.length }), ...(upgrade ? { Connection: 'Upgrade', Upgrade: 'tcp' } : { Connection: 'close' }) };
    return new Promise((resolve, reject) => {
      const sent = http.request({ method: request.method, path: request.path, headers, createConnection: () => connection });
      const giveUp = (error: Error): void => {
        release();
        sent.destroy();
        connection.destroy();
        reject(error);
      };
      const onAbort = (): void => giveUp(new Error('cancelled'));
      const timer = setTimeout(() => giveUp(new Error(`no answer within ${request.timeoutMs ?? ANSWER_MS} ms`)), request.timeoutMs ?? ANSWER_MS);
      const release = (): void => {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', onAbort);
      };
      request.signal.addEventListener('abort', onAbort);
      sent.on('error', giveUp);
      sent.on('upgrade', (response, socket, head) => {
        release();
        resolve({ response, socket, head });
      });
      sent.on('response', (response) => {
        release();
        if ((response.statusCode ?? 500) < 300) resolve({ response, socket: null, head: new Uint8Array() });
        else readAll(response).then((text) => reject(refusal(response.statusCode ?? 500, text.toString('utf8'))), reject);
      });
      if (request.signal.aborted) onAbort();
      else sent.end(body ?? undefined);
    });
  }

  async #dial({ signal, timeoutMs = ANSWER_MS }: DockerRequest): Promise<Duplex> {
    const address = this.#address;
    switch (address.type) {
      case 'socket':
        return connected(net.connect({ path: address.path, allowHalfOpen: true }), 'connect', signal, timeoutMs);
      case 'tcp': {
        const { host, port, tls: files } = address;
        if (files === null) return connected(net.connect({ host, port, allowHalfOpen: true }), 'connect', signal, timeoutMs);
        const options: tls.ConnectionOptions = { host, port, rejectUnauthorized: files.verify, ...(net.isIP(host) ? {} : { servername: host }), ...(files.ca ? { ca: files.ca } : {}), ...(files.cert ? { cert: files.cert } : {}), ...(files.key ? { key: files.key } : {}) };
        return connected(tls.connect(options), 'secureConnect', signal, timeoutMs);
      }
      case 'ssh':
        return this.#dialSsh(address, signal);
      default:
        return assertNever(address);
    }
  }
}

function connected(socket: net.Socket, event: 'connect' | 'secureConnect', signal: CancelSignal, timeoutMs: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', settle).off(event, onReady);
      if (error === null) {
        resolve(socket);
        return;
      }
      socket.on('error', () => {}).destroy();
      reject(error);
    };
    const onReady = (): void => settle(null);
    const onAbort = (): void => settle(new Error('cancelled'));
    const timer = setTimeout(() => settle(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    signal.addEventListener('abort', onAbort);
    socket.on('error', settle).on(event, onReady);
    if (signal.aborted) onAbort();
  });
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

/** The engine says why as `{"message": …}`. */
function refusal(status: number, text: string): DockerStatusError {
  try {
    const parsed = JSON.parse(text) as { readonly message?: unknown };
    if (typeof parsed.message === 'string') return new DockerStatusError(status, parsed.message);
  } catch {
    // A proxy in between speaks plain text.
  }
  return new DockerStatusError(status, text.trim().slice(0, 500) || `HTTP status ${status}`);
}
