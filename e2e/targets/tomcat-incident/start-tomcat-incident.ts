import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { removeAttachSocket } from '../../../electron/host/testing/attach-socket.ts';
import { freePort } from '../../../electron/host/transports/ssh/testing/free-port.ts';
import { startSilentServer } from './silent-server.ts';
import { makeTomcatBase, tomcatArguments } from './tomcat-base.ts';

const MANAGER_USER = 'watch';
const MANAGER_PASSWORD = 'beans-only';
/** An address of this computer of its own, so that the well-known port is free. */
const SQL_HOST = '127.54.32.1';
const SQL_PORT = 5432;
const PATIENCE_MS = 60_000;

/** Requests in flight, by what they run into. */
export const LOAD = { convoy: 9, queries: 3, poolWaiters: 4, burners: 1, slowClients: 1 } as const;

export interface TomcatIncident {
  readonly pid: number;
  readonly port: number;
  readonly manager: { readonly url: string; readonly user: string; readonly password: string };
  /** `127.0.0.1:38107`: the courier that the owner of the route book's monitor reads from. */
  readonly courier: string;
  /** Where the pool's connections lead. */
  readonly sql: string;
  stop(): Promise<void>;
}

/** A Tomcat in trouble: a convoy behind a slow HTTP backend, an exhausted pool, a CPU burner and a client that does not read. Resolves when all requests are in flight. `user`: whose process it is. */
export async function startTomcatIncident(user: { readonly uid: number; readonly gid: number }): Promise<TomcatIncident> {
  const [courier, sql, port] = [await startSilentServer('127.0.0.1'), await startSilentServer(SQL_HOST, SQL_PORT), await freePort()];
  const base = makeTomcatBase({ port, jdbcUrl: `jdbc:wire://${sql.endpoint}`, connections: LOAD.queries, manager: { user: MANAGER_USER, password: MANAGER_PASSWORD } });
  execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, base]);
  const jvm = spawn('java', tomcatArguments(base, { 'depot.courier': `http://${courier.endpoint}` }), { cwd: base, stdio: 'ignore', ...user });
  removeAttachSocket(jvm.pid);
  const manager = { url: `http://127.0.0.1:${port}/manager`, user: MANAGER_USER, password: MANAGER_PASSWORD };
  const clients: Socket[] = [];
  const stop = async (): Promise<void> => {
    for (const client of clients) client.destroy();
    if (jvm.exitCode === null && jvm.signalCode === null) {
      const ended = once(jvm, 'exit');
      jvm.kill('SIGKILL');
      await ended;
      removeAttachSocket(jvm.pid);
    }
    courier.stop();
    sql.stop();
    rmSync(base, { recursive: true, force: true });
  };
  const send = (target: string, count: number): void => {
    for (let i = 1; i <= count; i++) clients.push(request(port, target.replace('#', String(100 + i))));
  };
  try {
    await until('Tomcat answers', async () => (await inFlight(manager)) !== null);
    send('/depot/dispatch?parcel=#', LOAD.convoy);
    send('/depot/stock', LOAD.queries);
    await until('the backends are asked', async () => courier.asked() === 1 && sql.asked() === LOAD.queries);
    send('/depot/stock', LOAD.poolWaiters);
    send('/depot/labels', LOAD.burners);
    send('/depot/manifest', LOAD.slowClients);
    const all = Object.values(LOAD).reduce((sum, count) => sum + count, 0);
    await until('all requests are in flight', async () => (await inFlight(manager)) === all);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: jvm.pid ?? -1, port, manager, courier: courier.endpoint, sql: sql.endpoint, stop };
}

/** Sends and never reads. */
function request(port: number, target: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write(`GET ${target} HTTP/1.1\r\nHost: depot.example\r\n\r\n`);
  return socket.pause();
}

/** Requests of the application that Tomcat serves now; null while it does not answer. */
async function inFlight({ url, user, password }: TomcatIncident['manager']): Promise<number | null> {
  try {
    const answer = await fetch(`${url}/jmxproxy/?qry=*:type=RequestProcessor,*`, { headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } });
    return answer.ok ? (await answer.text()).split(/\r?\n\r?\n/).filter((bean) => /^stage: 3$/m.test(bean) && /^currentUri: \/depot\//m.test(bean)).length : null;
  } catch {
    return null;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((done) => setTimeout(done, 200))) if (await holds()) return;
  throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`);
}
