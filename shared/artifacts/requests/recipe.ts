import { message } from '../../base/message.ts';
import type { Recipe, RecipeParameters } from '../../collect/recipe.ts';

/** Our scripts print it last. */
const END_MARKER = /^# borescope: end$/m;

/** Stands for the password until it is asked for, right before the script is sent. */
const PASSWORD = '<password>';

/**
 * Asks the manager for RequestProcessors and for nothing else: its query for data sources blocks on busy connections.
 * Parameters: URL of the manager, user. The password goes to curl on standard input, never into a command line or a file.
 */
const TOMCAT_SCRIPT = `LC_ALL=C; export LC_ALL
login() { [ -z "$2" ] || printf 'user = "%s:%s"\\n' "$2" '${PASSWORD}'; }
login "$1" "$2" | curl -sS -f -g --max-time 20 --max-redirs 0 --noproxy '*' -K - "\${1%/}/jmxproxy/?qry=*:type=RequestProcessor,*" || exit 1
printf '\\n%s\\n' '# borescope: end'
`;

const ACCESS_LOG_SCRIPT = `LC_ALL=C; export LC_ALL
tail -n 20000 -- "$1" || exit 1
printf '%s\\n' '# borescope: end'
`;

function tomcatArgv({ requestSource }: RecipeParameters): readonly [string, ...string[]] {
  return requestSource?.type === 'tomcat' ? ['sh', '-s', '--', requestSource.url, requestSource.user ?? ''] : ['false'];
}

function accessLogArgv({ requestSource }: RecipeParameters): readonly [string, ...string[]] {
  return requestSource?.type === 'access-log' ? ['sh', '-s', '--', requestSource.path] : ['false'];
}

/** As curl's configuration and the shell's single quotes want it. */
function withPassword(password: string): string {
  const line = password.split('\n')[0] ?? '';
  const quoted = line.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`).replaceAll("'", String.raw`'\''`);
  return TOMCAT_SCRIPT.split(PASSWORD).join(quoted);
}

/** Only where a person says how: by Tomcat's manager, or by the end of an access log. RQ-30 */
export const REQUESTS_RECIPE: Recipe = {
  kind: 'requests',
  alternatives: [
    {
      id: 'tomcat-manager', needs: ['curl'], asks: 'tomcat', impact: 'low', effect: message('requests.recipe.tomcat.effect'), worstCase: message('requests.recipe.tomcat.worst-case'), timeoutMs: 30_000,
      obtain: { by: 'command', argv: tomcatArgv, stdin: TOMCAT_SCRIPT, withPassword }, endMarker: END_MARKER,
    },
    {
      id: 'access-log', needs: ['tail'], asks: 'access-log', impact: 'low', effect: message('requests.recipe.access-log.effect'), worstCase: message('requests.recipe.access-log.worst-case'), timeoutMs: 30_000,
      obtain: { by: 'command', argv: accessLogArgv, stdin: ACCESS_LOG_SCRIPT }, endMarker: END_MARKER,
    },
  ],
};
