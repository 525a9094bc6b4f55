const TOKEN = /^(?:<|&lt;)[a-z]+-\d+(?:>|&gt;)/;
const EMPTY_WORDS = /^(?:null|nil|none|true|false|yes|no|on|off|undefined|unset|required|optional|\[?redacted\]?|\[?hidden\]?|\[?masked\]?|unknown|default|n\/a|-)$/i;
const PLACEHOLDER = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|%[sd@]|\{\{?[^}]*\}?\}|\{|\[|\(|[*x.•#]+)$/;
/** Ends of keys that speak about a secret without holding it; a source file is one of them. */
const ABOUT = /(?:name|file|path|dir|url|uri|location|alias|type|class|encoder|policy|length|size|count|counts|expir\w*|timeout|enabled|disabled|algorithm|provider|resolver|manager|callback|handler|service|config\w*|factory|filter|validator|version|java|kt|scala|groovy|line|ref|ms)$/i;

/** Redacted before, a placeholder, or a word that says that there is nothing. */
export function isHarmless(value: string): boolean {
  return value.length === 0 || TOKEN.test(value) || EMPTY_WORDS.test(value) || PLACEHOLDER.test(value);
}

export function isHarmlessAssignment(value: string, lead: string): boolean {
  if (isHarmless(value)) return true;
  const key = lead.replace(/(?:\\?["'])?[\s=:>]*$/, '');
  if (/pwd$/i.test(key) && /^[/~]/.test(value)) return true;
  return ABOUT.test(key) || /^[a-z]+-\d+(?:>|&gt;)$/.test(lead) || /^<?\//.test(value) && lead.endsWith('>');
}

const SYSTEM_USERS = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody nogroup _apt messagebus sshd ntp chrony dbus polkitd rtkit avahi syslog adm tty disk users wheel staff system administrator local service tomcat jetty nginx apache httpd postgres mysql mariadb redis rabbitmq mongodb elasticsearch kafka zookeeper cassandra java jvm app application user users username password default sa admin guest none null true false unknown'.split(' '),
);

/** Accounts that every system has, numbers, and names cut to nothing. */
export function isSystemUser(value: string): boolean {
  const name = value.toLowerCase();
  return isHarmless(value) || SYSTEM_USERS.has(name) || /^(?:systemd[-+]|_|tomcat\d*$)/.test(name) || /^[\d.,+*?%-]+[a-z]?$/.test(name) || /^[[{(=$]/.test(name);
}

const PUBLIC_HOSTS = /(?:^|\.)(?:w3\.org|apache\.org|sun\.com|oracle\.com|openjdk\.org|adoptium\.net|springframework\.org|eclipse\.org|java\.com|example\.invalid)$/;
const NOT_HOSTS = /\.(?:java|kt|kts|scala|groovy|clj|js|mjs|ts|jsx|tsx|py|c|cc|cpp|h|hpp|rb|go|rs|xml|jsp|jsf|html|class|jar|war|so|dll|log|txt|conf|json|yml|yaml|properties|service|socket|slice|scope|timer|mount|target|device|final|release)$/i;

/** Loopback names, wildcards, names of files, public homes of XML namespaces, hash codes of objects. */
export function isHarmlessHost(value: string): boolean {
  const host = value.toLowerCase().replace(/\.$/, '');
  if (isHarmless(value) || /^(?:localhost|localhost\.localdomain|ip6-localhost|ip6-loopback|host|hostname|\*|_gateway|any|all|self|server|client|unix)$/.test(host)) return true;
  return /^n?[\d.]+$/.test(host) || /^[0-9a-f]{1,16}$/.test(host) || /^\d[\d.]*\.[a-z]+$/.test(host) || PUBLIC_HOSTS.test(host) || NOT_HOSTS.test(host);
}

export function isHarmlessEmail(value: string): boolean {
  return isHarmlessHost(value.slice(value.lastIndexOf('@') + 1));
}
