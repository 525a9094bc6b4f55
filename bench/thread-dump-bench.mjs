// 100 dumps of 1,000 threads read to the full model in one worker, against `wc -l` on the same warm file; in a worker that has read before, alone and with
// a thread that reads ahead; then the rate of larger dumps and of a larger file beside it, where the time goes, and hostile lines.
// Prints size, both times, their ratio and the worker process's peak memory against its budget. Exits 1 when a must is missed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { generate } from './thread-dump-generate.mjs';

const here = import.meta.dirname;
const data = path.join(here, '.data');
const file = path.join(data, 'thread-dumps-100x1000.txt');
const bundle = path.join(data, 'thread-dump-reader.mjs');
const MUST_RATIO = 20;
const AIM_RATIO = 13;
const TWO_RATIO = 10;
const RATE_TOLERANCE = 0.2;
const MIB = 2 ** 20;

if (!existsSync(file)) generate({ out: file });
await build({
  entryPoints: { 'thread-dump-reader': path.join(here, 'thread-dump-reader.mjs'), 'reading-thread': path.join(here, '../electron/host/engine/reading-thread.ts') },
  outdir: data, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', logLevel: 'error',
});

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (start) => (performance.now() - start) / 1000;

function timeWc() {
  const start = performance.now();
  spawnSync('wc', ['-l', file]);
  return seconds(start);
}

/** A fresh process with one worker each time: its peak memory is its own. */
function read(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bundle, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

timeWc();
// Interleaved, so that a busy moment of the machine meets both.
const wcTimes = [timeWc(), timeWc()];
const runs = Array.from({ length: 3 }, () => {
  const run = read(file);
  wcTimes.push(timeWc());
  return run;
});
const wc = median(wcTimes);
const parse = median(runs.map((run) => run.seconds));
const size = statSync(file).size;
const peak = median(runs.map((run) => run.peakBytes));
const [{ dumps, threads, frames, stacks }] = runs;
const ratio = parse / wc;
console.log(`file         ${(size / MIB).toFixed(0)} MiB, ${dumps} dumps, ${threads} threads, ${frames} frames printed, ${stacks} distinct stacks`);
console.log(`wc -l        ${(wc * 1000).toFixed(0)} ms (median of 5)`);
console.log(`parser       ${(parse * 1000).toFixed(0)} ms (median of 3, own worker) = ${(size / MIB / parse).toFixed(0)} MiB/s`);
console.log(`ratio        ${ratio.toFixed(1)} x wc -l (aim ${AIM_RATIO}, must ${MUST_RATIO})`);
const again = read('--again', file);
wcTimes.push(timeWc());
const two = read('--two', file);
wcTimes.push(timeWc());
const wcAll = median(wcTimes);
const told = ({ first, again: later }) => `${(median(later) * 1000).toFixed(0)} ms = ${(median(later) / wcAll).toFixed(1)} x wc -l (median of ${later.length}; its first reading ${(first / wcAll).toFixed(1)} x)`;
console.log(`again        ${told(again)}, by a worker that has read before`);
console.log(`two threads  ${told(two)}, so too, a second thread reading ahead and taking the SHA-256 (aim ${TWO_RATIO})`);
console.log(`peak memory  ${(peak / MIB).toFixed(0)} MiB; budget 64 MiB + 0.2 to 0.3 x file = ${(64 + (0.2 * size) / MIB).toFixed(0)} to ${(64 + (0.3 * size) / MIB).toFixed(0)} MiB`);

console.log('hostile input: time per MiB must not grow with length');
for (const shape of ['one-line', 'deep-stack', 'long-name', 'open-quotes', 'new-frames']) {
  const [small, large] = [4, 32].map((mib) => read('--hostile', shape, String(mib)).seconds / mib);
  console.log(`  ${shape.padEnd(12)} ${(small * 1000).toFixed(2)} ms/MiB at 4 MiB, ${(large * 1000).toFixed(2)} ms/MiB at 32 MiB`);
}
const rateOf = ({ name, dumps: count, threads: each }) => {
  const out = path.join(data, `thread-dumps-${name}.txt`);
  if (!existsSync(out)) generate({ out, dumps: count, threads: each });
  const rates = Array.from({ length: 3 }, () => statSync(out).size / MIB / read(out).seconds);
  return { mib: statSync(out).size / MIB, rate: median(rates) };
};
const usual = size / MIB / parse;
let farOff = 0;
for (const shape of [{ name: '10x10000', dumps: 10, threads: 10_000 }, { name: '157x1000', dumps: 157, threads: 1000 }]) {
  const { mib, rate } = rateOf(shape);
  const off = rate / usual - 1;
  if (off < -RATE_TOLERANCE) farOff += 1;
  console.log(`rate         ${shape.dumps} x ${shape.threads} threads, ${mib.toFixed(0)} MiB: ${rate.toFixed(0)} MiB/s, ${(100 * off).toFixed(0)} % against the file above (must not be below -${100 * RATE_TOLERANCE} %)`);
}

console.log('where the time goes (sampled each millisecond, own time of each function):');
for (const { name, share } of read('--profile', file).profile) console.log(`  ${(100 * share).toFixed(1).padStart(5)} %  ${name}`);

const missed = ratio > MUST_RATIO || peak > 64 * MIB + 0.3 * size || farOff > 0;
console.log(missed ? 'MISSED' : ratio <= AIM_RATIO ? 'aim reached' : 'must reached');
process.exit(missed ? 1 : 0);
