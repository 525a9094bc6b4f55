import type { IncomingMessage } from 'node:http';
import type { HostError } from '../../../shared/host-api/host-error.ts';
import { hostError } from '../../host/host-errors.ts';

/** The largest body taken: upload pieces are 8 MiB, calls far smaller. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** Into one buffer of the length the request names: chunks that are kept until the end make the collector stop for each of them. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  let body = Buffer.allocUnsafe(lengthOf(request));
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (bytes + chunk.byteLength > BODY_LIMIT) throw tooLarge();
    if (bytes + chunk.byteLength > body.byteLength) body = Buffer.concat([body.subarray(0, bytes)], Math.min(BODY_LIMIT, 2 * (bytes + chunk.byteLength)));
    chunk.copy(body, bytes);
    bytes += chunk.byteLength;
  }
  return body.subarray(0, bytes);
}

/** As the request names it; 0 where it does not. */
function lengthOf({ headers }: IncomingMessage): number {
  const length = Number(headers['content-length'] ?? 0);
  if (length > BODY_LIMIT) throw tooLarge();
  return length;
}

function tooLarge(): HostError {
  return hostError('bad-input', 'error.body-too-large', { limit: BODY_LIMIT });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw hostError('bad-input', 'error.bad-input', { name }, { details: error instanceof Error ? error.message : '' });
  }
}

/** A call's input: a JSON body, or raw bytes with the other fields as JSON in the header `x-borescope-input`. */
export async function readInput(request: IncomingMessage, name: string): Promise<unknown> {
  const body = await readBody(request);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type === 'application/json') return parseJson(body.toString('utf8'), name);
  if (type !== 'application/octet-stream') throw hostError('bad-input', 'error.bad-input', { name }, { details: 'content-type must be application/json or application/octet-stream' });
  const header = request.headers['x-borescope-input'];
  const rest = parseJson(decodeURIComponent(typeof header === 'string' ? header : '{}'), name);
  return { ...(rest as object), bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
}
