import type { Message } from '../base/message.ts';

/** Why a host call failed, in classes a door can act on (exit code, HTTP status, dialog). */
export type HostErrorCode = 'bad-input' | 'not-found' | 'refused' | 'unreachable' | 'cancelled' | 'locked' | 'storage' | 'internal';

export interface HostErrorData {
  readonly code: HostErrorCode;
  /** What failed, where and why. */
  readonly message: Message;
  /** What to do next; null when there is nothing sensible. */
  readonly next: Message | null;
  /** For Copy details; may hold technical text. */
  readonly details: string;
}

export class HostError extends Error {
  readonly data: HostErrorData;

  constructor(data: HostErrorData) {
    super(data.message.key);
    this.name = 'HostError';
    this.data = data;
  }
}
