/** The line after which the script's own output begins; a login shell's own words may stand before it. */
export const LIST_JVMS_MARKER = 'borescope-jvms 1';

/**
 * Lists JVMs by /proc with a handful of helper processes in all, or by jcmd or jps where there is no /proc. Reads only.
 * Lines, fields separated by tabs:
 *   clock  HZ  uptime-seconds
 *   jvm    pid  start-ticks  user  command line with NUL as \001 and line ends as \002
 *   hidden pid
 *   jps    pid and command line as `jcmd -l` or `jps -lv` prints it
 *   end
 */
export const LIST_JVMS_SCRIPT = `
LC_ALL=C; export LC_ALL
printf '%s\\n' '${LIST_JVMS_MARKER}'
if [ -r /proc/self/stat ] && [ -r /proc/self/maps ]; then
  read -r up _ < /proc/uptime
  hz=$(getconf CLK_TCK 2>/dev/null) || hz=100
  printf 'clock\\t%s\\t%s\\n' "\${hz:-100}" "$up"
  pids=' '; folders=
  for maps in $(grep -l -F libjvm.so /proc/[0-9]*/maps 2>/dev/null); do
    folder=\${maps%/maps}
    pids="$pids\${folder#/proc/} "
    folders="$folders $folder"
  done
  users=
  [ -z "$folders" ] || users=$(ls -ld $folders 2>/dev/null | while read -r _ _ user rest; do printf ' %s=%s ' "\${rest##* }" "$user"; done)
  for pid in $pids; do
    { stat=$(tr '\\n' ' ' < "/proc/$pid/stat"); } 2>/dev/null || continue
    set -f; set -- \${stat##*) }; set +f
    start=\${20}
    case $users in
      *" /proc/$pid="*) user=\${users#*" /proc/$pid="}; user=\${user%% *} ;;
      *) user= ;;
    esac
    printf 'jvm\\t%s\\t%s\\t%s\\t' "$pid" "$start" "$user"
    { tr '\\000\\n' '\\001\\002' < "/proc/$pid/cmdline"; } 2>/dev/null
    printf '\\n'
  done
  for comm in $(grep -l -x -E 'java|jsvc|jsvc.exec' /proc/[0-9]*/comm 2>/dev/null); do
    folder=\${comm%/comm}; pid=\${folder#/proc/}
    case $pids in *" $pid "*) continue ;; esac
    # Gone or a zombie: not hidden. Only maps that may not be read hide a process.
    [ ! -d "$folder" ] || head -n 1 "$folder/maps" >/dev/null 2>&1 || printf 'hidden\\t%s\\n' "$pid"
  done
else
  { if command -v jcmd >/dev/null; then jcmd -l; else jps -lv; fi; } 2>/dev/null | while read -r line; do printf 'jps\\t%s\\n' "$line"; done
fi
printf 'end\\n'
`;
