import type { IncomingMessage } from 'node:http';
import type { Sessions } from './session.ts';

/** Cookies are not kept apart by port, so the name carries it. */
export function cookieName(port: number): string {
  return `borescope-${port}`;
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** Names under which this server may be addressed; anything else is a rebinding attempt or a mistake. */
function hostsOf(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

/** True when the request is addressed to this server by its own name and, where a page sent it, by a page of this server. */
export function isOwnRequest(request: IncomingMessage, port: number): boolean {
  const hosts = hostsOf(port);
  if (!hosts.includes(request.headers.host ?? '')) return false;
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return false;
  return true;
}

/** A call that does something: it must name its page, which browsers always do for POST, and come from this very page. */
export function isOwnCall(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return request.method !== 'POST' || request.headers.origin === `http://${request.headers.host}`;
}

export function hasSession(request: IncomingMessage, port: number, sessions: Sessions): boolean {
  const secret = cookieOf(request, cookieName(port));
  return secret !== null && sessions.isSession(secret);
}
