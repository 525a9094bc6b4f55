import { message, type Message, type MessageParam } from '../../shared/base/message.ts';
import { HostError, type HostErrorCode } from '../../shared/host-api/host-error.ts';

/** A HostError whose sentence and next step are catalogue keys. */
export function hostError(code: HostErrorCode, key: string, params: Readonly<Record<string, MessageParam>> = {}, more: { readonly next?: Message; readonly details?: string } = {}): HostError {
  return new HostError({ code, message: message(key, params), next: more.next ?? null, details: more.details ?? '' });
}

/** The system's short reason, e.g. `ENOENT`; empty when it gave none. */
export function errnoOf(error: unknown): string {
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Turns a failed file operation into what a person needs to know: which path, why, and what to do. */
export function storageError(error: unknown, path: string): HostError {
  if (error instanceof HostError) return error;
  const code = errnoOf(error);
  const details = textOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return hostError('not-found', 'error.path-missing', { path }, { next: message('next.check-path'), details });
  if (code === 'EACCES' || code === 'EPERM') return hostError('refused', 'error.path-forbidden', { path }, { next: message('next.check-permission'), details });
  if (code === 'ENOSPC' || code === 'EDQUOT') return hostError('storage', 'error.disk-full', { path }, { next: message('next.free-space'), details });
  return hostError('storage', 'error.storage', { path, why: code || details }, { details });
}

/** Any failure as data for a door; unknown ones become `internal` and keep their text for Copy details. */
export function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  return hostError('internal', 'error.internal', {}, { details: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
