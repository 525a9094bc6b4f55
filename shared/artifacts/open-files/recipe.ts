import { message } from '../../base/message.ts';
import type { Recipe } from '../../collect/recipe.ts';

/** Our scripts print it last. */
const END_MARKER = /^# borescope: end$/m;

/** What only /proc tells, before the list itself: the name of the process and how many files it may open. */
const START = `LC_ALL=C; export LC_ALL
p=/proc/$1
[ -d "$p" ] || [ ! -d /proc/self ] || exit 1
`;
const LIMITS = `
[ -r "$p/limits" ] && { printf '==> %s/limits <==\\n' "$p"; cat "$p/limits"; }
`;
const END = `
printf '%s\\n' '# borescope: end'
`;

/** lsof ends with status 1 also when only one name could not be read: what it printed decides. */
const LSOF_SCRIPT = `${START}
printf '%s\\n' "# borescope: lsof -nP -p $1"
${LIMITS}
lsof -nP -p "$1" || [ -d "$p/fd" ] || exit 1
${END}`;

/** For a process of another user the links cannot be read: then ls fails, and so does the step. */
const PROC_SCRIPT = `${START}
printf '%s\\n' "# borescope: ls -l /proc/$1/fd"
[ -r "$p/comm" ] && { printf '==> %s/comm <==\\n' "$p"; cat "$p/comm"; }
${LIMITS}
printf '==> %s/fd <==\\n' "$p"
ls -l "$p/cwd" "$p/exe" "$p/root" 2>/dev/null
ls -l "$p/fd" || exit 1
printf '==> %s/stat <==\\n' "$p"
stat -L -c '%n %s %i %d %h %F' "$p"/cwd "$p"/exe "$p"/root "$p"/fd/* 2>/dev/null
printf '==> %s/fdinfo <==\\n' "$p"
grep -H '^pos:' "$p"/fdinfo/* 2>/dev/null
${END}`;

const argv = ({ pid }: { readonly pid: number }): readonly [string, ...string[]] => ['sh', '-s', '--', String(pid)];

/** lsof, else the links of /proc/PID/fd with sizes and offsets; both with the limit of the process. OF-15 */
export const OPEN_FILES_RECIPE: Recipe = {
  kind: 'open-files',
  alternatives: [
    { id: 'lsof', needs: ['lsof'], impact: 'low', effect: message('open-files.recipe.lsof.effect'), worstCase: message('open-files.recipe.lsof.worst-case'), timeoutMs: 60_000, obtain: { by: 'command', argv, stdin: LSOF_SCRIPT }, endMarker: END_MARKER },
    { id: 'proc-fd', needs: [], impact: 'low', effect: message('open-files.recipe.proc-fd.effect'), worstCase: message('open-files.recipe.proc-fd.worst-case'), timeoutMs: 30_000, obtain: { by: 'command', argv, stdin: PROC_SCRIPT }, endMarker: END_MARKER },
  ],
};
