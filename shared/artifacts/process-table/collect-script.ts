/**
 * Prints processes, or the threads of one, by the best tool there is. Parameters: pid, `processes` or `threads`, the tool to begin with.
 * Reads only, writes nothing on the target and leaves nothing running. A tool that refuses (busybox knows fewer columns) hands over to the next one,
 * and the line `borescope-TOOL 1 ROWS PID` says which one the rows after it come from. What the target cannot tell is left out.
 *   clock ISO-TIME · uptime SECONDS · hz TICKS · page BYTES · btime SECONDS · mem-kb KIB · cpus N · cpu TICKS…   facts about the machine
 *   hidepid                                          processes of other users are not shown to this one
 *   the tool's own output, or lines of /proc/PID/stat with `owner USER PID` and `cmdline PID TEXT`
 *   borescope-end
 */
export const COLLECT_SCRIPT = `
LC_ALL=C; TZ=UTC0; HOME=/nonexistent; COLUMNS=512
export LC_ALL TZ HOME COLUMNS
pid=$1; rows=$2; tool=$3
begin() {
  printf 'borescope-%s 1 %s %s\\n' "$1" "$rows" "$pid"
  date -u '+clock %Y-%m-%dT%H:%M:%SZ'
  { read -r up _ < /proc/uptime && printf 'uptime %s\\n' "$up"; } 2>/dev/null
  for name in 'hz CLK_TCK' 'page PAGESIZE' 'cpus _NPROCESSORS_ONLN'; do
    value=$(getconf "\${name#* }" 2>/dev/null) && printf '%s %s\\n' "\${name%% *}" "$value"
  done
  { while read -r name value rest; do
    case $name in cpu) printf 'cpu %s %s\\n' "$value" "$rest" ;; btime) printf 'btime %s\\n' "$value"; break ;; esac
  done < /proc/stat; } 2>/dev/null
  { while read -r name value rest; do
    case $name in MemTotal:) printf 'mem-kb %s\\n' "$value"; break ;; esac
  done < /proc/meminfo; } 2>/dev/null
  # Where init may not be looked at, nor may the processes of others.
  [ ! -d /proc/self ] || [ -r /proc/1/stat ] || printf 'hidepid\\n'
}
finish() { printf 'borescope-end\\n'; exit 0; }
by_top() {
  top -b -H -n 1 -p "$$" >/dev/null 2>&1 || return 1
  begin top
  top -b -H -n 2 -d 1 -w 512 -p "$pid" 2>/dev/null || top -b -H -n 2 -d 1 -p "$pid" || return 1
  finish
}
by_ps() {
  begin ps
  if [ "$rows" = threads ]; then
    ps -ww -L -p "$pid" -o pid,tid,user:32,pcpu,pmem,rss,vsz,stat,lstart,time,comm 2>/dev/null || return 1
    cat "/proc/$pid/task"/[0-9]*/stat 2>/dev/null
  else
    ps -ww -A -o pid,ppid,user:32,pcpu,pmem,rss,vsz,nlwp,stat,lstart,time,args 2>/dev/null ||
      ps -ww -A -o pid,ppid,user,pcpu,pmem,rss,vsz,stat,lstart,time,command 2>/dev/null || return 1
    cat "/proc/$pid/stat" 2>/dev/null
  fi
  finish
}
by_proc() {
  begin proc
  if [ "$rows" = threads ]; then
    cat "/proc/$pid/task"/[0-9]*/stat || return 1
    finish
  fi
  # A process that ends meanwhile is none of the rows, and no failure.
  cat /proc/[0-9]*/stat 2>/dev/null
  ls -ld /proc/[0-9]* 2>/dev/null | while read -r _ _ user _ _ _ _ _ path; do printf 'owner %s %s\\n' "$user" "\${path#/proc/}"; done
  for path in /proc/[0-9]*; do
    line=$({ tr '\\000\\n' '  ' < "$path/cmdline"; } 2>/dev/null) || continue
    [ -z "$line" ] || printf 'cmdline %s %s\\n' "\${path#/proc/}" "$line"
  done
  finish
}
[ "$tool" != top ] || by_top
[ "$tool" = proc ] || by_ps
[ -r /proc/self/stat ] && by_proc
exit 1
`;

/** Printed last; without it the capture was cut. */
export const COLLECT_END = /^borescope-end$/m;

/** Words for `sh`; the script goes on standard input. */
export function collectArgv(pid: number, rows: 'processes' | 'threads', tool: 'top' | 'ps' | 'proc'): readonly [string, ...string[]] {
  return ['sh', '-s', '--', String(pid), rows, tool];
}
