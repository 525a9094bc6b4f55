import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import { runScript } from './run-script.ts';

const STDOUT_SCRIPT = `
if [ -f "/proc/$1/fd/1" ]; then echo 'stdout file'; exit; fi
own=$(ls -l "/proc/$1/fd/1" 2>/dev/null); own=\${own##* -> }
main=$(ls -l /proc/1/fd/1 2>/dev/null); main=\${main##* -> }
case $own in
  pipe:*|socket:*|/dev/pts/*|/dev/console) [ "$own" = "$main" ] && echo 'stdout console' || echo 'stdout other' ;;
  *) echo 'stdout other' ;;
esac
`;

/** Where a process writes its standard output; null when that cannot be seen. `console`: where the container's main process writes. */
export async function stdoutOf(transport: Transport, pid: number, signal: CancelSignal): Promise<'file' | 'console' | 'other' | null> {
  const { stdout } = await runScript(transport, STDOUT_SCRIPT, [String(pid)], { timeoutMs: 10_000, maxBytes: 64 * 1024 }, signal);
  return (['file', 'console', 'other'] as const).find((place) => stdout.includes(`stdout ${place}`)) ?? null;
}

/** Whether what SIGQUIT prints can be read: from a regular file, or from the container's log. */
export async function stdoutReadable(transport: Transport, pid: number, signal: CancelSignal): Promise<boolean | null> {
  const place = await stdoutOf(transport, pid, signal);
  return place === null ? null : place === 'file' || (place === 'console' && transport.console !== undefined);
}

/** Exit statuses of the script below, told apart from those of the shell. */
export const SIGQUIT_EXIT = { processChanged: 71, notCaught: 72, stdoutNotAFile: 73, notSent: 74, silent: 75 } as const;

/**
 * Parameters: pid, start ticks, and `console` where the output is read from the container's log. Checks everything again right before the signal,
 * then prints what the process appended to its standard output, once that has been quiet for a second. Nothing is written on the target.
 */
export const SIGQUIT_SCRIPT = `
LC_ALL=C; export LC_ALL
pid=$1; ticks=$2; out=/proc/$pid/fd/1
started() { s=$(tr '\\n' ' ' < "/proc/$pid/stat" 2>/dev/null) || return 1; set -f; set -- \${s##*) }; set +f; printf '%s' "\${20}"; }
[ "$(started)" = "$ticks" ] || exit ${SIGQUIT_EXIT.processChanged}
caught=
while read -r key value rest; do [ "$key" = SigCgt: ] && caught=$value; done < "/proc/$pid/status"
case $caught in *[4567cdef]) ;; *) exit ${SIGQUIT_EXIT.notCaught} ;; esac
[ "$3" != console ] || { kill -QUIT "$pid" || exit ${SIGQUIT_EXIT.notSent}; exit 0; }
[ -f "$out" ] || exit ${SIGQUIT_EXIT.stdoutNotAFile}
size() { stat -L -c %s "$out" 2>/dev/null || wc -c < "$out" | tr -d ' '; }
before=$(size)
kill -QUIT "$pid" || exit ${SIGQUIT_EXIT.notSent}
last=$before; quiet=0; waited=0
while [ "$quiet" -lt 4 ] && [ "$waited" -lt 40 ]; do
  sleep 0.25 2>/dev/null || { sleep 1; waited=$((waited + 3)); quiet=$((quiet + 2)); }
  waited=$((waited + 1)); now=$(size)
  if [ "$now" = "$last" ]; then [ "$now" != "$before" ] && quiet=$((quiet + 1)); else quiet=0; last=$now; fi
done
[ "$last" != "$before" ] || exit ${SIGQUIT_EXIT.silent}
tail -c "+$((before + 1))" "$out" | head -c "$((last - before))"
`;
