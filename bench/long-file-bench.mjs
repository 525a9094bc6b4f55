// 100 dumps of 1,000 threads read by the engine as it is used: lines, hash, envelope and parser, with the file read by the engine's own thread and with one
// that reads ahead and takes the hash. Against `wc -l` and `sha256sum`, which also read every byte. Medians of five, interleaved.
// Run: node bench/long-file-bench.mjs; exit status 1 when the second thread is no gain.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { generate } from './thread-dump-generate.mjs';

const RUNS = 5;
const here = import.meta.dirname;
const engine = path.join(here, '../electron/host/engine');
const program = path.join(here, '.data/long-file');
const file = path.join(here, '.data/thread-dumps-100x1000.txt');
mkdirSync(program, { recursive: true });
if (!existsSync(file)) generate({ out: file });
await build({
  entryPoints: Object.fromEntries(['engine-client', 'engine-worker', 'reading-thread'].map((name) => [name, path.join(engine, `${name}.ts`)])),
  outdir: program, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const { createEngineClient } = await import(pathToFileURL(path.join(program, 'engine-client.js')).href);

async function secondsOf(run) {
  const start = performance.now();
  const value = await run();
  return { seconds: (performance.now() - start) / 1000, value };
}

/** A fresh worker each time. A file that is followed is read by the engine's own thread. */
async function read(isAhead) {
  const client = createEngineClient();
  try {
    await client.ask('s', 'readings');
    const input = { id: 'c', name: 'c', kind: null, takenAt: null };
    return await secondsOf(async () => {
      if (isAhead) return (await client.readFile('s', input, file)).reading;
      const followed = client.followFile('s', input, file);
      followed.end();
      return followed.reading;
    });
  } finally {
    await client.close();
  }
}

const peer = (program, ...args) => secondsOf(async () => spawnSync(program, [...args, file]));
const times = { wc: [], sha: [], one: [], two: [] };
await peer('wc', '-l');
let reading = null;
for (let run = 0; run < RUNS; run += 1) {
  const one = await read(false);
  const two = await read(true);
  reading = two.value;
  if (JSON.stringify(one.value) !== JSON.stringify(two.value)) throw new Error('one thread and two found different things');
  times.one.push(one.seconds);
  times.two.push(two.seconds);
  times.wc.push((await peer('wc', '-l')).seconds);
  times.sha.push((await peer('sha256sum')).seconds);
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const { wc, sha, one, two } = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
const mib = statSync(file).size / 2 ** 20;
console.log(`file         ${mib.toFixed(0)} MiB, ${reading.artifacts.length} dumps, ${reading.lines} lines`);
console.log(`peers        wc -l ${(wc * 1000).toFixed(0)} ms, sha256sum ${(sha * 1000).toFixed(0)} ms`);
const told = (name, seconds) => console.log(`${name}  ${(seconds * 1000).toFixed(0)} ms = ${(mib / seconds).toFixed(0)} MiB/s, ${(seconds / wc).toFixed(1)} x wc -l, ${(seconds / (wc + sha)).toFixed(1)} x both peers`);
told('one thread ', one);
told('two threads', two);
console.log(`gain         ${((1 - two / one) * 100).toFixed(0)} %`);
process.exitCode = two < one ? 0 : 1;
