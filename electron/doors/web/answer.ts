import type { ServerResponse } from 'node:http';
import { assertNever } from '../../../shared/base/assert-never.ts';
import type { HostErrorCode, HostErrorData } from '../../../shared/host-api/host-error.ts';

/** HTTP status of a failed call. */
function statusOf(code: HostErrorCode): number {
  switch (code) {
    case 'bad-input':
      return 400;
    case 'refused':
      return 403;
    case 'not-found':
      return 404;
    case 'cancelled':
      return 409;
    case 'locked':
      return 423;
    case 'internal':
      return 500;
    case 'unreachable':
      return 502;
    case 'storage':
      return 507;
    default:
      return assertNever(code);
  }
}

/** Bytes travel in JSON as `{"$bytes": base64}`, so that one loop serves methods with and without them. */
function withBytes(this: unknown, key: string, value: unknown): unknown {
  const raw = (this as Record<string, unknown>)[key];
  return raw instanceof Uint8Array ? { $bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') } : value;
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value, withBytes) ?? 'null');
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.byteLength, 'cache-control': 'no-store' });
  response.end(body);
}

export function answerError(response: ServerResponse, error: HostErrorData, status = statusOf(error.code)): void {
  answerJson(response, status, { error });
}

export function answerEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0, 'cache-control': 'no-store' });
  response.end();
}
