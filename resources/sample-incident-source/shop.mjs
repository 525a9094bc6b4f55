// Compiles the Shop, runs it beside a warehouse that never answers, and sends it the checkouts that pile up.
// As a program: `node shop.mjs` prints the JVM's pid once the incident is in full swing and runs until it is told to stop.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const CHECKOUTS = 15;
const SETTLING_MS = 1_500;

function javaSources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.java'))
    .map((name) => path.join(folder, name));
}

/** JAVA_HOME chooses the JDK; otherwise the PATH does. */
export function jdkTool(name) {
  return process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', name) : name;
}

/** Runtime line of `java --version`. */
export function javaVersion() {
  return execFileSync(jdkTool('java'), ['--version'], { encoding: 'utf8' }).split('\n').slice(1, 2).join('').trim();
}

function sendCheckout(port, sku) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write(`POST /shop/checkout/${sku} HTTP/1.1\r\nHost: shop.acme.example\r\n\r\n`);
  return socket;
}

/** Resolves when the worker pool is stuck; `stop` ends the JVM, the warehouse and the clients. `user` ({ uid, gid }) runs the JVM as someone else. */
export async function startShop(user = {}) {
  const classes = mkdtempSync(path.join(tmpdir(), 'shop-'));
  chmodSync(classes, 0o755);
  execFileSync(jdkTool('javac'), ['-g', '--release', '17', '-d', classes, ...javaSources(here)]);

  const asked = [];
  const warehouse = createServer((socket) => asked.push(socket.on('error', () => socket.destroy())));
  warehouse.listen(0, '127.0.0.1');
  await once(warehouse, 'listening');

  const jvm = spawn(jdkTool('java'), ['-Xms96m', '-Xmx256m', '-XX:+UseG1GC', '-cp', classes, 'com.acme.shop.Shop', String(warehouse.address().port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: tmpdir(),
    ...user,
  });
  const [line] = await once(createInterface({ input: jvm.stdout }), 'line');
  const port = Number(line.replace('listening ', ''));
  const clients = [];
  for (let order = 1; order <= CHECKOUTS; order++) {
    clients.push(sendCheckout(port, `sku-${4710 + order}`));
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));

  return {
    pid: jvm.pid,
    async stop() {
      const ended = once(jvm, 'exit');
      jvm.kill('SIGKILL');
      await ended;
      for (const socket of [...clients, ...asked]) {
        socket.destroy();
      }
      warehouse.close();
      rmSync(classes, { recursive: true, force: true });
    },
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // `node shop.mjs 1001 1001`: uid and gid of the JVM.
  const [uid, gid] = process.argv.slice(2).map(Number);
  const shop = await startShop(uid === undefined ? {} : { uid, gid });
  console.log(`pid ${shop.pid}`);
  const end = () => void shop.stop().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.stdin.on('end', end).resume();
}
