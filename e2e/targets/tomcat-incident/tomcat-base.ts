import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where Debian's packages tomcat10-common and tomcat10-admin put their files. */
const CATALINA_HOME = '/usr/share/tomcat10';
const MANAGER = '/usr/share/tomcat10-admin/manager';
const WEBAPP = path.join(import.meta.dirname, 'webapp');

/** Such tests skip by name without, but never in CI. */
export const withoutTomcat: boolean = !(existsSync(path.join(CATALINA_HOME, 'bin', 'bootstrap.jar')) && existsSync(MANAGER)) && process.env['CI'] !== 'true';

export interface TomcatSettings {
  readonly port: number;
  /** URL of the pool's connections, and how many it has. */
  readonly jdbcUrl: string;
  readonly connections: number;
  /** Who may ask the manager for its beans. */
  readonly manager: { readonly user: string; readonly password: string };
}

/** A folder with a Tomcat of its own: the application `depot`, the manager, one connector. */
export function makeTomcatBase({ port, jdbcUrl, connections, manager: { user, password } }: TomcatSettings): string {
  const base = mkdtempSync(path.join(tmpdir(), 'depot-'));
  chmodSync(base, 0o755);
  const depot = path.join(base, 'webapps', 'depot');
  for (const folder of ['logs', 'temp', 'work', 'conf/Catalina/localhost', 'webapps/depot/META-INF', 'webapps/depot/WEB-INF/classes']) mkdirSync(path.join(base, folder), { recursive: true });
  compileInto(path.join(depot, 'WEB-INF', 'classes'));
  writeFileSync(path.join(depot, 'META-INF', 'context.xml'), `<Context><Resource name="jdbc/stock" type="javax.sql.DataSource" driverClassName="com.acme.depot.sql.WireDriver" url="${jdbcUrl}" maxTotal="${connections}"/></Context>`);
  writeFileSync(path.join(base, 'conf', 'Catalina', 'localhost', 'manager.xml'), `<Context docBase="${MANAGER}" privileged="true"/>`);
  writeFileSync(path.join(base, 'conf', 'tomcat-users.xml'), `<tomcat-users><user username="${user}" password="${password}" roles="manager-jmx"/></tomcat-users>`);
  writeFileSync(path.join(base, 'conf', 'server.xml'), `<Server port="-1"><Service name="Catalina"><Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1" maxThreads="60"/>
<Engine name="Catalina" defaultHost="localhost"><Realm className="org.apache.catalina.realm.MemoryRealm"/><Host name="localhost" appBase="webapps"/></Engine></Service></Server>`);
  return base;
}

function compileInto(classes: string): void {
  const sources = readdirSync(WEBAPP, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java')).map((name) => path.join(WEBAPP, name));
  execFileSync('javac', ['-g', '--release', '17', '-cp', path.join(CATALINA_HOME, 'lib', 'servlet-api.jar'), '-d', classes, ...sources]);
}

/** Arguments of `java`. */
export function tomcatArguments(base: string, properties: Readonly<Record<string, string>>): readonly string[] {
  const all = { 'catalina.home': CATALINA_HOME, 'catalina.base': base, 'java.io.tmpdir': path.join(base, 'temp'), ...properties };
  return ['-Xmx128m', '-cp', `${CATALINA_HOME}/bin/bootstrap.jar:${CATALINA_HOME}/bin/tomcat-juli.jar`, ...Object.entries(all).map(([name, value]) => `-D${name}=${value}`), 'org.apache.catalina.startup.Bootstrap', 'start'];
}
