// Many hosts on one computer: each a real sshd with a user and a JVM of its own, whose `jcmd` answers late by 3 to 8 s, as a JVM far from a safepoint does.
// Needs root, for the test users.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { importSources } from './import-sources.mjs';

const { startSshd, createTestUser, compileTinyShop } = await importSources(`
export { startSshd, createTestUser } from './electron/host/transports/ssh/testing/sshd.ts';
export { compileTinyShop } from './electron/host/transports/docker/testing/docker-engine.ts';
`);

/** Starts `count` of them, one after the other; on failure what was started is stopped. */
export async function startManyHosts(count) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-bench-'));
  chmodSync(folder, 0o755);
  const classes = compileTinyShop();
  const hosts = [];
  const ends = [];
  const stop = async () => {
    for (const end of ends) await Promise.resolve(end()).catch(() => undefined);
    for (const used of [folder, classes]) rmSync(used, { recursive: true, force: true });
  };

  async function startHost(n) {
    const tools = path.join(folder, `tools-${n}`);
    mkdirSync(tools);
    const lateSeconds = 3 + (5 * n) / Math.max(1, count - 1);
    writeFileSync(path.join(tools, 'jcmd'), `#!/bin/sh\nsleep ${lateSeconds.toFixed(1)}\nexec /usr/bin/jcmd "$@"\n`, { mode: 0o755 });
    const sshd = await startSshd([`SetEnv PATH=${tools}:/usr/bin:/bin`]);
    ends.unshift(() => sshd.stop());
    const user = createTestUser();
    ends.unshift(async () => user.remove());
    const java = spawn('java', ['-Xmx24m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classes, 'TinyShop'], { stdio: ['ignore', 'pipe', 'ignore'], cwd: classes, uid: user.uid, gid: user.gid });
    ends.unshift(async () => java.kill('SIGKILL'));
    await new Promise((ready) => java.stdout.once('data', ready));
    return { sshd, user, pid: java.pid, uri: `ssh://${user.name}@127.0.0.1:${sshd.port}` };
  }

  try {
    for (let n = 0; n < count; n += 1) hosts.push(await startHost(n));
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, hosts, stop };
}

