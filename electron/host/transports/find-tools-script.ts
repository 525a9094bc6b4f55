/**
 * Where the tools named by the parameters are: on the PATH, or in the folders of JDKs that are installed, or that run as this very user
 * (another user's process could stand in a folder with a jcmd of its own making).
 * Prints `tool`, name and path, separated by tabs; a tool that is not found is not printed.
 */
export const FIND_TOOLS_SCRIPT = `
printf 'borescope-tools 1\\n'
folders=
for name do
  where=$(command -v -- "$name" 2>/dev/null)
  if [ -z "$where" ]; then
    if [ -z "$folders" ]; then
      folders=$(
        [ -n "$JAVA_HOME" ] && printf '%s\\n' "$JAVA_HOME/bin"
        own=
        for process in /proc/[0-9]*; do [ -O "$process" ] && own="$own $process/exe"; done
        [ -n "$own" ] && ls -l $own 2>/dev/null | sed -n 's|^.* -> \\(/.*\\)/java$|\\1|p' | sort -u
        ls -d /usr/lib/jvm/*/bin /usr/java/*/bin /opt/*/bin /opt/java/*/bin 2>/dev/null
        printf '/\\n'
      )
    fi
    while read -r folder; do
      [ -f "$folder/$name" ] && [ -x "$folder/$name" ] && { where=$folder/$name; break; }
    done <<END
$folders
END
  fi
  [ -z "$where" ] || printf 'tool\\t%s\\t%s\\n' "$name" "$where"
done
`;

export function readFoundTools(stdout: string): Map<string, string> {
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  return new Map(rows.filter(([word]) => word === 'tool').map(([, name = '', where = '']) => [name, where]));
}
