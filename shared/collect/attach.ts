import type { RecipeAlternative } from './recipe.ts';

/** Programs on the target that can speak to a Unix socket; none of the JDK's is needed then. */
const TOOLS = ['perl', 'python3', 'socat', 'curl'] as const;

/**
 * Speaks HotSpot's attach protocol, as jcmd does, by a tool of the target's own. Parameters: pid, tool, the command and its up to three arguments.
 * Where the JVM does not listen yet it is asked to, by a file that is taken away again and SIGQUIT (which then prints no dump); what must hold for that is checked right before.
 */
const ATTACH_SCRIPT = `
LC_ALL=C; export LC_ALL
pid=$1 tool=$2 command=$3 first=$4 second=$5 third=$6
fail() { printf '%s\\n' "$1" >&2; exit 1; }
inner=$pid caught=
while read -r key value rest; do
  case $key in
    NSpid:) for inner in $value $rest; do :; done ;;
    SigCgt:) caught=$value ;;
  esac
done < "/proc/$pid/status"
socket=/proc/$pid/root/tmp/.java_pid$inner
if [ ! -S "$socket" ]; then
  grep -q -F libjvm.so "/proc/$pid/maps" || fail 'not a HotSpot JVM'
  case $caught in *[4567cdef]) ;; *) fail 'SIGQUIT is not caught' ;; esac
  file=/proc/$pid/cwd/.attach_pid$inner
  { : > "$file"; } 2>/dev/null || { file=/proc/$pid/root/tmp/.attach_pid$inner; { : > "$file"; } 2>/dev/null || fail 'the JVM cannot be asked to listen: neither its folder nor /tmp can be written'; }
  trap 'rm -f "$file"' EXIT
  trap 'exit 1' INT TERM HUP
  kill -QUIT "$pid" || fail 'the JVM may not be signalled'
  waited=0
  while [ ! -S "$socket" ] && [ "$waited" -lt 50 ]; do sleep 0.1 2>/dev/null || { sleep 1; waited=$((waited + 9)); }; waited=$((waited + 1)); done
  rm -f "$file"
  [ -S "$socket" ] || fail 'the JVM did not listen within 5 s'
fi
request() { printf '1\\000%s\\000%s\\000%s\\000%s\\000' "$command" "$first" "$second" "$third"; }
case $tool in
  perl) request | perl -e 'use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die "$!\\n"; connect($s, sockaddr_un($ARGV[0])) or die "$!\\n"; local $/; syswrite $s, scalar <STDIN>; syswrite STDOUT, $_ while sysread $s, $_, 65536' "$socket" ;;
  python3) request | python3 -c 'import os, socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(sys.stdin.buffer.read())
while True:
    b = s.recv(65536)
    if not b: break
    sys.stdout.buffer.write(b)
sys.stdout.buffer.flush()' "$socket" ;;
  socat) request | socat -t 600 - "UNIX-CONNECT:$socket" ;;
  curl) request | curl -s -N --max-time 600 --unix-socket "$socket" -T - telnet://jvm ;;
esac | { read -r status; [ "$status" = 0 ] || { cat >&2; exit 1; }; cat; }
`;

/** The rungs that need no JDK on the target: one for each tool, otherwise as `like`. */
export function attachAlternatives(like: Omit<RecipeAlternative, 'needs' | 'obtain' | 'attaches'>, command: readonly [string, ...string[]]): readonly RecipeAlternative[] {
  return TOOLS.map((tool) => ({
    ...like,
    id: `${like.id}-${tool}`,
    needs: [tool],
    attaches: true,
    obtain: { by: 'command', argv: ({ pid }) => ['sh', '-s', '--', String(pid), tool, ...command], stdin: ATTACH_SCRIPT },
  }));
}
