import { message } from '../../shared/base/message.ts';
import { HOST_EVENT_NAMES, type HostEventName, type HostEvents, type InputOf, type MethodName, type OutputOf } from '../../shared/host-api/contract.ts';
import { HostError, type HostErrorData } from '../../shared/host-api/host-error.ts';
import type { HostClient } from './host-client.ts';

const TOKEN = /^#token=([\w-]+)$/;

function unreachable(details: string): HostError {
  return new HostError({ code: 'unreachable', message: message('error.door-unreachable', { origin: location.origin }), next: message('next.start-again'), details });
}

async function post(path: string, headers: Readonly<Record<string, string>>, body: BodyInit): Promise<Response> {
  try {
    return await fetch(path, { method: 'POST', headers, body, credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
  } catch (error) {
    throw unreachable(String(error));
  }
}

/** Trades the link's token for a cookie and takes it out of the address, so that it stays in no history. */
async function openSession(): Promise<void> {
  const token = TOKEN.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname + location.search);
  // A used token is no error here: the cookie of an earlier visit may still be good, and the first call tells.
  await post('/session', { 'content-type': 'application/json' }, JSON.stringify({ token }));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function reviveBytes(_key: string, value: unknown): unknown {
  return value !== null && typeof value === 'object' && '$bytes' in value && typeof value.$bytes === 'string' ? fromBase64(value.$bytes) : value;
}

/** Looking at every value takes ten times as long as parsing, and few answers hold bytes. */
function parseAnswer(text: string): unknown {
  return text.includes('"$bytes"') ? JSON.parse(text, reviveBytes) : JSON.parse(text);
}

/** Bytes are the body itself; the other fields go into a header. */
function sendBytes(name: MethodName, bytes: BodyInit, rest: object): Promise<Response> {
  return post(`/api/${name}`, { 'content-type': 'application/octet-stream', 'x-borescope-input': encodeURIComponent(JSON.stringify(rest)) }, bytes);
}

function send(name: MethodName, input: object): Promise<Response> {
  if ('bytes' in input && input.bytes instanceof Uint8Array) {
    const { bytes, ...rest } = input;
    return sendBytes(name, bytes as Uint8Array<ArrayBuffer>, rest);
  }
  return post(`/api/${name}`, { 'content-type': 'application/json' }, JSON.stringify(input));
}

async function errorOf(response: Response): Promise<HostError> {
  const body = (await response.json().catch(() => null)) as { error?: HostErrorData } | null;
  return body?.error ? new HostError(body.error) : unreachable(`HTTP ${response.status}`);
}

type Listeners = Map<HostEventName, Set<(event: never) => void>>;

function tell(listeners: Listeners, name: HostEventName, event: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(event as never);
}

/** Events the page may have missed while the stream was cut: lists are asked for again. */
function tellToRefresh(listeners: Listeners): void {
  tell(listeners, 'cases.changed', {});
  tell(listeners, 'targets.changed', {});
}

function listen(listeners: Listeners): void {
  const source = new EventSource('/events');
  let wasCut = false;
  for (const name of HOST_EVENT_NAMES) source.addEventListener(name, (event) => tell(listeners, name, JSON.parse((event as MessageEvent<string>).data)));
  source.addEventListener('error', () => {
    wasCut = true;
  });
  source.addEventListener('open', () => {
    if (wasCut) tellToRefresh(listeners);
    wasCut = false;
  });
}

/** The host through the browser door. Calls wait until the link's token has been exchanged. */
export function createHttpClient(): HostClient {
  const session = openSession();
  const listeners: Listeners = new Map();
  let isListening = false;
  return {
    async call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
      await session;
      const response = await send(name, input);
      if (!response.ok) throw await errorOf(response);
      return parseAnswer(await response.text()) as OutputOf<Name>;
    },
    async sendPiece(uploadId, at, piece) {
      await session;
      const response = await sendBytes('import.append', piece, { uploadId, at });
      if (!response.ok) throw await errorOf(response);
    },
    on<Name extends HostEventName>(name: Name, listener: (event: HostEvents[Name]) => void): () => void {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      if (!isListening) {
        isListening = true;
        void session.then(() => listen(listeners), () => undefined);
      }
      return () => set.delete(listener);
    },
  };
}
