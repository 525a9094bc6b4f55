import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { HOST_API, type HostApi, type MethodName } from '../../../shared/host-api/contract.ts';
import { message } from '../../../shared/base/message.ts';
import { asHostError, hostError } from '../../host/host-errors.ts';
import { openRendererFile } from '../../host/renderer-files.ts';
import { answerEmpty, answerError, answerJson } from './answer.ts';
import { streamEvents } from './event-stream.ts';
import { SAFE_HEADERS } from './headers.ts';
import { readInput } from './read-body.ts';
import { cookieName, hasSession, isOwnCall, isOwnRequest } from './request-guard.ts';
import type { Sessions } from './session.ts';

export interface WebRoutes {
  readonly host: HostApi;
  readonly rendererFolder: string;
  readonly sessions: Sessions;
  /** Known once the server listens. */
  port(): number;
}

async function exchangeToken(routes: WebRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const input = await readInput(request, 'session');
  const token = input !== null && typeof input === 'object' && 'token' in input && typeof input.token === 'string' ? input.token : '';
  const secret = routes.sessions.exchange(token);
  if (secret === null) {
    answerEmpty(response, 401);
    return;
  }
  response.setHeader('set-cookie', `${cookieName(routes.port())}=${secret}; HttpOnly; SameSite=Strict; Path=/`);
  answerEmpty(response, 204);
}

async function answerCall(routes: WebRoutes, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!Object.hasOwn(HOST_API, name)) throw hostError('not-found', 'error.unknown-method', { name });
  // The input is whatever the page sent; `call` validates it before any handler sees it.
  const value = await routes.host.call(name as MethodName, (await readInput(request, name)) as never);
  answerJson(response, 200, value);
}

async function answerFile(routes: WebRoutes, pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await openRendererFile(routes.rendererFolder, pathname);
  if (file === null) {
    answerEmpty(response, 404);
    return;
  }
  response.writeHead(200, { 'content-type': file.mediaType, 'content-length': file.bytes, 'cache-control': 'no-cache' });
  if (request.method === 'HEAD') {
    await file.close();
    response.end();
    return;
  }
  await pipeline(file.stream(), response);
}

/** The page itself is no secret and carries no data; everything else needs a session. */
async function route(routes: WebRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The raw path, not a URL's normalised one: containment is decided on what was really asked for.
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const isCall = pathname === '/session' || pathname === '/events' || pathname.startsWith('/api/');
  if (!isOwnRequest(request, routes.port()) || (isCall && !isOwnCall(request))) return answerEmpty(response, 403);
  if (!isCall) return request.method === 'GET' || request.method === 'HEAD' ? answerFile(routes, pathname, request, response) : answerEmpty(response, 405);
  if (request.method !== (pathname === '/events' ? 'GET' : 'POST')) return answerEmpty(response, 405);
  if (pathname === '/session') return exchangeToken(routes, request, response);
  if (!hasSession(request, routes.port(), routes.sessions)) {
    return answerError(response, hostError('refused', 'error.no-session', {}, { next: message('next.open-link-again') }).data, 401);
  }
  return pathname === '/events' ? streamEvents(routes.host, response) : answerCall(routes, pathname.slice('/api/'.length), request, response);
}

export async function handleRequest(routes: WebRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
  try {
    await route(routes, request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else answerError(response, asHostError(error).data);
  }
}
