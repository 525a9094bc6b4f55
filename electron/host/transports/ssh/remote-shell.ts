import { quoteArgv } from './quote-argv.ts';

/** What the far side's login shell and tools allow; learned once per connection. */
export interface RemoteShell {
  /** `exec ` where the login shell may replace itself, so that signals reach the command. */
  readonly prefix: 'exec ' | '';
  readonly timeout: boolean;
  readonly nice: boolean;
  readonly uid: number | null;
  readonly user: string | null;
}

const MARKER = 'borescope-shell 1';
/** Reads only. Standard error of the checks is of no interest. */
export const REMOTE_SHELL_SCRIPT = `
printf '%s\\n' '${MARKER}'
printf 'uid %s\\n' "$(id -u 2>/dev/null)"
printf 'user %s\\n' "$(id -un 2>/dev/null)"
timeout -k 1 5 true >/dev/null 2>&1 && printf 'timeout yes\\n'
nice -n 5 true >/dev/null 2>&1 && printf 'nice yes\\n'
printf 'end\\n'
`;

/** How the script is started: best first. A restricted shell refuses exec. */
export const SHELL_STARTS = [
  { prefix: 'exec ', command: 'exec sh -s' },
  { prefix: '', command: 'sh -s' },
] as const;

/** null when the login shell did not run the script. */
export function readRemoteShell(stdout: string, prefix: RemoteShell['prefix']): RemoteShell | null {
  const lines = stdout.split('\n');
  const start = lines.lastIndexOf(MARKER);
  if (start < 0 || !lines.includes('end', start)) return null;
  const facts = new Map(lines.slice(start + 1).map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]));
  const uid = facts.get('uid') ?? '';
  return {
    prefix,
    timeout: facts.get('timeout') === 'yes',
    nice: facts.get('nice') === 'yes',
    uid: /^\d+$/.test(uid) ? Number(uid) : null,
    user: facts.get('user') || null,
  };
}

/** Seconds the far side's own timeout waits longer than this side, and from its SIGTERM to SIGKILL. */
const BACKSTOP_SECONDS = 2;
const KILL_AFTER_SECONDS = 5;
const NICENESS = 10;

/** The command line for argv: with a timeout of the far side's own, so that nothing stays running there when the link is gone. */
export function remoteCommand(shell: RemoteShell, argv: readonly [string, ...string[]], timeoutMs: number): string {
  const seconds = Math.ceil(timeoutMs / 1000) + BACKSTOP_SECONDS;
  const gentle = shell.nice ? ['nice', '-n', String(NICENESS), ...argv] : argv;
  const bounded = shell.timeout ? ['timeout', '-k', String(KILL_AFTER_SECONDS), String(seconds), ...gentle] : gentle;
  return shell.prefix + quoteArgv(bounded as [string, ...string[]]);
}
