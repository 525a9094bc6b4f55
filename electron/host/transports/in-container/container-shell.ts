/** What a container offers; learned once per connection. */
export interface ContainerShell {
  /** `timeout` of coreutils. Busybox's has an orphan watch, and a JVM that is process 1 never reaps one: a zombie for each command. */
  readonly timeout: boolean;
  readonly nice: boolean;
  readonly uid: number | null;
  readonly user: string | null;
}

const MARKER = 'borescope-container 1';
/** Reads only. The numbers are looked up in /proc where `id` is missing. */
export const CONTAINER_SHELL_SCRIPT = `
printf '%s\\n' '${MARKER}'
uid=$(id -u 2>/dev/null) || while read -r key value _; do [ "$key" = Uid: ] && uid=$value; done < /proc/self/status
printf 'uid %s\\n' "$uid"
printf 'user %s\\n' "$(id -un 2>/dev/null)"
case $(timeout --version 2>/dev/null) in *coreutils*) printf 'timeout yes\\n' ;; esac
nice -n 5 true >/dev/null 2>&1 && printf 'nice yes\\n'
printf 'end\\n'
`;

/** null when the script did not run to its end. */
export function readContainerShell(stdout: string): ContainerShell | null {
  const lines = stdout.split('\n');
  const start = lines.lastIndexOf(MARKER);
  if (start < 0 || !lines.includes('end', start)) return null;
  const facts = new Map(lines.slice(start + 1).map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]));
  const uid = facts.get('uid') ?? '';
  return { timeout: facts.get('timeout') === 'yes', nice: facts.get('nice') === 'yes', uid: /^\d+$/.test(uid) ? Number(uid) : null, user: facts.get('user') || null };
}

/** Seconds the container's own timeout waits longer than this side, and from its SIGTERM to SIGKILL. */
const BACKSTOP_SECONDS = 2;
const KILL_AFTER_SECONDS = 5;
const NICENESS = 10;

/** argv with a time limit that holds in the container also when nobody listens any more. */
export function boundedArgv(shell: ContainerShell, argv: readonly [string, ...string[]], timeoutMs: number): readonly [string, ...string[]] {
  const gentle = shell.nice ? (['nice', '-n', String(NICENESS), ...argv] as const) : argv;
  const seconds = String(Math.ceil(timeoutMs / 1000) + BACKSTOP_SECONDS);
  return shell.timeout ? ['timeout', '-k', String(KILL_AFTER_SECONDS), seconds, ...gentle] : ['sh', '-c', WATCH_SCRIPT, 'sh', seconds, ...gentle];
}

/** Parameters: seconds, then argv. The shell looks after its one child and reaps it, also when it had to end it. */
const WATCH_SCRIPT = `limit=$1; shift
exec 3<&0
"$@" <&3 3<&- &
child=$!
exec 3<&- </dev/null
begun=$(date +%s); looks=0
while kill -0 "$child" 2>/dev/null; do
  sleep 0.1 2>/dev/null || sleep 1
  looks=$((looks + 1))
  [ $((looks % 10)) -ne 0 ] || [ $(($(date +%s) - begun)) -lt "$limit" ] || { kill -TERM "$child"; sleep ${KILL_AFTER_SECONDS}; kill -KILL "$child"; } 2>/dev/null
done
wait "$child"`;

/**
 * Parameters: the variable and its value. Ends every process that carries them in its environment: first those that have no child, so that
 * parents can reap them (process 1, which is often a JVM, would not), at last whatever is left.
 */
export const END_MARKED_SCRIPT = `
marked() { for file in $(grep -l -F -e "$1=$2" /proc/[0-9]*/environ 2>/dev/null); do pid=\${file%/environ}; printf '%s ' "\${pid#/proc/}"; done; }
for pass in 1 2 3; do
  pids=$(marked "$1" "$2"); parents=' '; leaves=
  [ -n "$pids" ] || exit 0
  for pid in $pids; do while read -r key value _; do [ "$key" != PPid: ] || parents="$parents$value "; done < "/proc/$pid/status"; done 2>/dev/null
  for pid in $pids; do case $parents in *" $pid "*) ;; *) leaves="$leaves $pid" ;; esac; done
  [ -z "$leaves" ] || kill -TERM $leaves 2>/dev/null
  sleep 0.1 2>/dev/null || sleep 1
done
pids=$(marked "$1" "$2")
[ -z "$pids" ] || kill -KILL $pids 2>/dev/null
exit 0
`;
