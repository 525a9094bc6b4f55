import { message } from '../../../../shared/base/message.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import type { ConfigPlace } from './config/read-config-files.ts';
import { errnoOf, hostError, textOf } from '../../host-errors.ts';

/** Who is being connected to, as messages name it. */
export interface Peer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Under which its key is recorded, where that is not its name and port. */
  readonly hostKeyAlias: string | null;
  /** What a jump host is called in messages; null for the host itself. */
  readonly jump: string | null;
}

const named = ({ host, port, jump }: Peer): string => jump ?? (port === 22 ? host : `${host}:${port}`);

/** How signing in went so far; read when it failed for good. */
export interface SignInRecord {
  /** What the server offered last. */
  readonly offered: readonly string[];
  readonly tried: readonly string[];
  readonly wrongPasswords: number;
  readonly wrongAnswers: number;
  /** Key file whose passphrase was wrong too often. */
  readonly lockedKey: string | null;
  /** Somebody chose not to answer a question. */
  readonly unanswered: boolean;
  /** For Copy details: keys that could not be read, agents that did not answer. */
  readonly notes: readonly string[];
}

export const PASSPHRASE_ATTEMPTS = 3;

export function signInFailed(peer: Peer, record: SignInRecord): HostError {
  const [host, user] = [named(peer), peer.user];
  const details = record.notes.join('\n');
  if (record.wrongPasswords > 0) return hostError('refused', 'error.ssh-password-wrong', { host, user }, { next: message('next.ssh-password'), details });
  if (record.wrongAnswers > 0) return hostError('refused', 'error.ssh-answers-wrong', { host, user }, { next: message('next.ssh-password'), details });
  if (record.lockedKey !== null) {
    return hostError('refused', 'error.ssh-passphrase-wrong', { file: record.lockedKey, attempts: PASSPHRASE_ATTEMPTS }, { next: message('next.ssh-passphrase'), details });
  }
  if (record.unanswered) return hostError('refused', 'error.ssh-not-answered', { host, user }, { next: message('next.ssh-again'), details });
  return hostError('refused', 'error.ssh-no-method', { host, user, offered: list(record.offered), tried: list(record.tried) }, { next: message('next.ssh-method'), details });
}

export function tooManyAttempts(peer: Peer, record: SignInRecord): HostError {
  return hostError('refused', 'error.ssh-too-many-attempts', { host: named(peer), user: peer.user, tried: list(record.tried) }, { next: message('next.ssh-too-many'), details: record.notes.join('\n') });
}

export function timedOut(peer: Peer, ms: number): HostError {
  return hostError('unreachable', 'error.ssh-timeout', { host: peer.jump ?? peer.host, port: peer.port, ms }, { next: message('next.ssh-reach') });
}

export function connectCancelled(peer: Peer): HostError {
  return hostError('cancelled', 'error.ssh-cancelled', { host: named(peer) });
}

export function transportClosed(peer: Peer): HostError {
  return hostError('cancelled', 'error.ssh-closed', { host: named(peer) }, { next: message('next.retry-connect') });
}

/** What an error of the SSH library means; `reached` = the server had shown its host key. */
export function linkFailed(peer: Peer, error: unknown, reached: boolean): HostError {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const level = error instanceof Error && 'level' in error ? error.level : null;
  const why = errnoOf(error) || textOf(error);
  if (reached) return hostError('unreachable', 'error.ssh-link-lost', { host: named(peer), why }, { next: message('next.retry-connect'), details });
  if (level === 'handshake' || level === 'protocol') return hostError('unreachable', 'error.ssh-protocol', { host: named(peer), why }, { details });
  return hostError('unreachable', 'error.ssh-unreachable', { host: peer.jump ?? peer.host, port: peer.port, why }, { next: message('next.ssh-reach'), details });
}

const NEXT_OF_HOST_KEY = {
  refused: 'next.host-key-check',
  unknown: 'next.host-key-check',
  'needs-certificate': 'next.ssh-install',
  changed: 'next.host-key-changed',
  revoked: 'next.host-key-changed',
} as const;

export function hostKeyError(kind: keyof typeof NEXT_OF_HOST_KEY, peer: Peer, key: { readonly keyType: string; readonly fingerprint: string }, at: { readonly file: string; readonly line: number } | null, details: string): HostError {
  const place = at === null ? {} : { file: at.file, line: at.line };
  return hostError('refused', `error.host-key-${kind}`, { host: named(peer), ...key, ...place }, { next: message(NEXT_OF_HOST_KEY[kind]), details });
}

export function knownHostsUnreadable(peer: Peer, file: string, why: string): HostError {
  return hostError('refused', 'error.known-hosts-unreadable', { host: named(peer), file, why }, { next: message('next.known-hosts') });
}

export function configUnsupported(host: string, { word, file, line }: ConfigPlace): HostError {
  return hostError('refused', 'error.ssh-config-unsupported', { host, word, file, line }, { next: message('next.ssh-install') });
}

const list = (words: readonly string[]): string => (words.length === 0 ? '-' : words.join(', '));
