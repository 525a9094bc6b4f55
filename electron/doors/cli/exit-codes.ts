import type { HostErrorCode } from '../../../shared/host-api/host-error.ts';
import { assertNever } from '../../../shared/base/assert-never.ts';

/** What the shell learns; CONTRACT: other programs rely on these numbers. */
export const EXIT = {
  done: 0,
  findingReached: 1,
  usage: 2,
  inputUnreadable: 3,
  capturePartial: 4,
  refused: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(code: HostErrorCode): ExitCode {
  switch (code) {
    case 'bad-input':
      return EXIT.usage;
    case 'refused':
      return EXIT.refused;
    case 'cancelled':
      return EXIT.interrupted;
    case 'not-found':
    case 'unreachable':
    case 'locked':
    case 'storage':
    case 'internal':
      return EXIT.inputUnreadable;
    default:
      return assertNever(code);
  }
}
