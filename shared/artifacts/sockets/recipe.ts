import { message } from '../../base/message.ts';
import type { Recipe } from '../../collect/recipe.ts';

/** Our scripts print it last. */
const END_MARKER = /^# borescope: end$/m;

/** Where the process lives in a network of its own (a container), tools on the host would list another one: then its own files in /proc are read. */
const PROC_NET = `
proc_net() {
  printf '%s\\n' "# borescope: /proc/$1/net for PID $1"
  [ -r "/proc/$1/comm" ] && printf '==> /proc/%s/comm <==\\n%s\\n' "$1" "$(cat "/proc/$1/comm")"
  printf '==> /proc/%s/fd <==\\n' "$1"; ls -l "/proc/$1/fd" 2>/dev/null
  for f in tcp tcp6 udp udp6 raw raw6 unix; do
    [ -r "/proc/$1/net/$f" ] && { printf '==> /proc/%s/net/%s <==\\n' "$1" "$f"; cat "/proc/$1/net/$f"; }
  done
}
same_network() { own=$(readlink /proc/self/ns/net 2>/dev/null); its=$(readlink "/proc/$1/ns/net" 2>/dev/null); [ -z "$own" ] || [ -z "$its" ] || [ "$own" = "$its" ]; }
`;

const SS_SCRIPT = `LC_ALL=C; export LC_ALL
${PROC_NET}
if same_network "$1"; then
  printf '%s\\n' "# borescope: ss -tuxnapeiom for PID $1"
  ss -tuxnapeiom 2>/dev/null || ss -tuxnap || exit 1
else proc_net "$1"; fi
printf '%s\\n' '# borescope: end'
`;

const NETSTAT_SCRIPT = `LC_ALL=C; export LC_ALL
${PROC_NET}
if same_network "$1"; then
  printf '%s\\n' "# borescope: netstat -anpe for PID $1"
  netstat -anpeW 2>/dev/null || netstat -anpe 2>/dev/null || netstat -anp 2>/dev/null || netstat -an || exit 1
else proc_net "$1"; fi
printf '%s\\n' '# borescope: end'
`;

const PROC_SCRIPT = `LC_ALL=C; export LC_ALL
${PROC_NET}
[ -r "/proc/$1/net/tcp" ] || exit 1
proc_net "$1"
printf '%s\\n' '# borescope: end'
`;

const argv = ({ pid }: { readonly pid: number }): readonly [string, ...string[]] => ['sh', '-s', '--', String(pid)];
const worstCase = message('sockets.recipe.worst-case');

/** ss, else netstat, else what the kernel itself prints. All list the whole host (or container), whose other ends matter as much as the process. SK-19 */
export const SOCKETS_RECIPE: Recipe = {
  kind: 'sockets',
  alternatives: [
    { id: 'ss', needs: ['ss'], impact: 'low', effect: message('sockets.recipe.ss.effect'), worstCase, timeoutMs: 30_000, obtain: { by: 'command', argv, stdin: SS_SCRIPT }, endMarker: END_MARKER },
    { id: 'netstat', needs: ['netstat'], impact: 'low', effect: message('sockets.recipe.netstat.effect'), worstCase, timeoutMs: 60_000, obtain: { by: 'command', argv, stdin: NETSTAT_SCRIPT }, endMarker: END_MARKER },
    { id: 'proc-net', needs: [], impact: 'low', effect: message('sockets.recipe.proc-net.effect'), worstCase, timeoutMs: 30_000, obtain: { by: 'command', argv, stdin: PROC_SCRIPT }, endMarker: END_MARKER },
  ],
};
