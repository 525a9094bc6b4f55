import { assertNever } from '../../../../shared/base/assert-never.ts';
import type { Become } from '../../../../shared/collect/target-options.ts';
import { quoteArgv } from '../ssh/quote-argv.ts';

/**
 * Keeps the standard input of the words open after its bytes were handed on, for as long as this runs: the command under watch
 * behind sudo belongs to another user, whom no signal of ours reaches, but it sees its input end when this is killed.
 */
const HOLD_SCRIPT = `
sh -c 'echo $$; cat; exec sleep 2147483' | {
  read -r holder
  "$@"
  status=$?
  kill -KILL "$holder" 2>/dev/null
  exit "$status"
}
`;

/** argv that runs `argv`, which is under watch, as the other user. With a password, its line comes first on standard input; it stands in no argument. */
export function becomeCommand(become: Become, argv: readonly [string, ...string[]], withPassword: boolean): [string, ...string[]] {
  return ['sh', '-c', HOLD_SCRIPT, 'borescope', ...asUser(become, argv, withPassword)];
}

/** Says who the other user is. Input ends after the password, so that a second question is not waited for. */
export function identifyCommand(become: Become, mark: string, withPassword: boolean): [string, ...string[]] {
  return asUser(become, ['sh', '-c', `printf '%s up\\n' "$1" >&2; id -u; id -un; printf '%s 0\\n' "$1" >&2`, 'borescope', mark], withPassword);
}

function asUser({ by, user }: Become, argv: readonly [string, ...string[]], withPassword: boolean): [string, ...string[]] {
  switch (by) {
    case 'sudo':
      // -k: asks in any case, so that the line is never left for the command, and keeps no ticket on the target.
      return ['sudo', ...(withPassword ? ['-k', '-S', '-p', ''] : ['-n']), '-u', user, '--', ...argv];
    case 'su':
      return ['su', '-s', '/bin/sh', '-c', quoteArgv(argv), '--', user];
    case 'runuser':
      return ['runuser', '-u', user, '--', ...argv];
    default:
      return assertNever(by);
  }
}
