// Captures from 30 hosts at once: 30 real sshd, each with a user and a JVM of its own, whose `jcmd` answers late by 3 to 8 s, as a JVM far from a safepoint does.
// Beside it each of the slowest hosts alone. Also: how long the host's event loop was held up, and what memory it took over three rounds.
// Needs root, for the test users. Run: node bench/many-targets-bench.mjs [targets]; exit status 1 when it takes more than 1.5 times the slowest host alone.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const LIMIT = 1.5;
const HELD_UP_LIMIT_MS = 250;
const GROWTH_LIMIT_MB = 64;
const count = Number(process.argv[2] ?? 30);
const bench = path.dirname(fileURLToPath(import.meta.url));
const bundle = path.join(bench, '..', 'dist', `many-targets-${process.pid}.mjs`);
const contents = `
export { startSshd, createTestUser } from './electron/host/transports/ssh/testing/sshd.ts';
export { compileTinyShop } from './electron/host/transports/docker/testing/docker-engine.ts';
export { createHost } from './electron/host/create-host.ts';
`;
await build({ stdin: { contents, resolveDir: path.dirname(bench), loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, packages: 'external', logLevel: 'error' });
const ours = await import(pathToFileURL(bundle).href);
rmSync(bundle);

const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-bench-'));
chmodSync(folder, 0o755);
const classes = ours.compileTinyShop();
const ends = [];
const host = ours.createHost({ dataFolder: path.join(folder, 'data') });

/** Seconds by which the n-th host answers late. */
const lateness = (n) => 3 + (5 * n) / Math.max(1, count - 1);

async function startTarget(n) {
  const tools = path.join(folder, `tools-${n}`);
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'jcmd'), `#!/bin/sh\nsleep ${lateness(n).toFixed(1)}\nexec /usr/bin/jcmd "$@"\n`, { mode: 0o755 });
  const sshd = await ours.startSshd([`SetEnv PATH=${tools}:/usr/bin:/bin`]);
  const user = ours.createTestUser();
  const java = spawn('java', ['-Xmx24m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classes, 'TinyShop'], { stdio: ['ignore', 'pipe', 'ignore'], cwd: classes, uid: user.uid, gid: user.gid });
  await new Promise((ready) => java.stdout.once('data', ready));
  ends.push(async () => {
    java.kill('SIGKILL');
    await sshd.stop();
    user.remove();
  });
  passwords.set(`${user.name}@127.0.0.1`, user.password);
  return { target: `ssh://${user.name}@127.0.0.1:${sshd.port}`, pid: java.pid };
}

const passwords = new Map();
host.on('prompt.opened', ({ id, prompt }) => {
  const value = prompt.type === 'secret' ? passwords.get(prompt.for.replace(/:\d+$/, '')) : undefined;
  void host.call('prompts.answer', { promptId: id, answer: value === undefined ? { type: 'yes' } : { type: 'secret', value } });
});

/** From pressing Capture to the last step's end, with the connections to be opened anew. */
async function captured(processes, rounds = 1) {
  for (const { target } of processes) await host.call('targets.disconnect', { uri: target });
  const begun = performance.now();
  const { id } = await host.call('capture.start', { processes, kinds: ['thread-dump'], rounds, intervalMs: 0, caseId: null, caseName: 'bench', outFolder: null, allowSteps: [] });
  for (;;) {
    const job = (await host.call('jobs.list', {})).find((one) => one.id === id);
    if (job.state === 'done') return performance.now() - begun;
    if (job.state !== 'running') throw new Error(`the capture ended ${job.state}: ${JSON.stringify(job.steps.filter(({ state }) => state !== 'done').slice(0, 3))}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

const memory = () => {
  globalThis.gc?.();
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
};

let failed = false;
try {
  const processes = [];
  for (let n = 0; n < count; n += 1) processes.push(await startTarget(n));
  let alone = 0;
  for (const process of processes.slice(-3)) alone = Math.max(alone, await captured([process]));
  await captured(processes);
  const before = memory();
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  // The better of two: on a busy computer the other measures its other work.
  const together = Math.min(await captured(processes), await captured(processes));
  loop.disable();
  await captured(processes, 3);
  const growth = memory() - before;
  const ratio = together / alone;
  // Whatever else runs on the computer holds it up too, so the longest time alone says little.
  const heldUp = loop.percentile(99) / 1e6;
  failed = ratio > LIMIT || growth > GROWTH_LIMIT_MB || heldUp > HELD_UP_LIMIT_MS;
  const verdict = (missed) => (missed ? 'MISSED' : 'ok');
  console.log(`${count} hosts over SSH on this computer, node ${process.version}, ${os.cpus().length} processors`);
  console.log(`the slowest host alone       ${(alone / 1000).toFixed(1)} s`);
  console.log(`all ${count} at once            ${(together / 1000).toFixed(1)} s, ratio ${ratio.toFixed(2)}  limit ${LIMIT} ${verdict(ratio > LIMIT)}`);
  console.log(`event loop held up, 99 %     ${heldUp.toFixed(0)} ms, at most ${(loop.max / 1e6).toFixed(0)} ms  limit ${HELD_UP_LIMIT_MS} ms ${verdict(heldUp > HELD_UP_LIMIT_MS)}`);
  console.log(`memory over 3 more rounds    ${before.toFixed(0)} MB ${growth < 0 ? '' : '+'}${growth.toFixed(0)} MB  limit +${GROWTH_LIMIT_MB} MB ${verdict(growth > GROWTH_LIMIT_MB)}`);
} finally {
  await host.close();
  for (const end of ends) await end().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
  rmSync(classes, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
