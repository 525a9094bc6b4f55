import type { IncomingMessage } from 'node:http';
import { hostError } from '../../host/host-errors.ts';

/** The largest body taken: upload pieces are 8 MiB, calls far smaller. */
const BODY_LIMIT = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > BODY_LIMIT) throw hostError('bad-input', 'error.body-too-large', { limit: BODY_LIMIT });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
