// Captures from 30 hosts at once: 30 real sshd, each with a user and a JVM of its own, whose `jcmd` answers late by 3 to 8 s, as a JVM far from a safepoint does.
// Beside it each of the slowest hosts alone. Also: how long the host's event loop was held up, and what memory it took over three rounds.
// Needs root, for the test users. Run: node bench/many-targets-bench.mjs [targets]; exit status 1 when it takes more than 1.5 times the slowest host alone.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { importSources } from './import-sources.mjs';
import { startManyHosts } from './many-hosts.mjs';
import { residentMb } from './resident-memory.mjs';

const LIMIT = 1.5;
const HELD_UP_LIMIT_MS = 250;
const GROWTH_LIMIT_MB = 64;
const count = Number(process.argv[2] ?? 30);
const { createHost } = await importSources("export { createHost } from './electron/host/create-host.ts';");
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'borescope-bench-'));
const host = createHost({ dataFolder });
const many = await startManyHosts(count);
const passwords = new Map(many.hosts.map(({ user }) => [`${user.name}@127.0.0.1`, user.password]));
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
  return residentMb(process.pid);
};

let failed = false;
try {
  const processes = many.hosts.map(({ uri, pid }) => ({ target: uri, pid }));
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
  await many.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
