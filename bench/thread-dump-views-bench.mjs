// One dump of 100,000 virtual threads on 200 stacks, 2,000 of them queueing for one lock: every view, finding and inspector card.
// Prints the time of each and exits 1 when one takes longer than MUST times the parsing: all this runs in the engine's worker between two answers.
import path from 'node:path';
import { build } from 'esbuild';

const data = path.join(import.meta.dirname, '.data');
const bundle = path.join(data, 'thread-dump-kind.mjs');
const MUST = 2;
let parseMs = Number.POSITIVE_INFINITY;
const THREADS = 100_000;

await build({ entryPoints: [path.join(import.meta.dirname, '../shared/artifacts/thread-dump/kind.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
const { THREAD_DUMP } = await import(bundle);

function stackOf(n) {
  const frames = Array.from({ length: 20 + (n % 30) }, (_, depth) => `\tat com.shop.step${n % 7}.Flow$${depth}.run(Flow.java:${n + depth})\n`).join('');
  return `\tat java.lang.VirtualThread.park(java.base@25/VirtualThread.java:738)\n\tat java.util.concurrent.locks.LockSupport.park(java.base@25/LockSupport.java:369)\n${frames}`;
}

function threadOf(n) {
  const queues = n % 50 === 0;
  const name = n % 3 === 0 ? '' : `order-${n}`;
  const lock = queues && n > 0 ? '\t- waiting to lock <0x00000000ffd18078> (a com.shop.Ledger)\n' : queues ? '\t- locked <0x00000000ffd18078> (a com.shop.Ledger)\n' : '';
  return `"${name}" #${n + 30} virtual tid=0x${n.toString(16)} nid=0x1 waiting on condition\n   java.lang.Thread.State: ${queues && n > 0 ? 'BLOCKED (on object monitor)' : 'WAITING (parking)'}\n${stackOf(n % 200)}${lock}\n`;
}

function timed(name, work) {
  const start = performance.now();
  const result = work();
  const ms = performance.now() - start;
  console.log(`${name.padEnd(28)} ${ms.toFixed(0).padStart(6)} ms`);
  if (name === 'parse') parseMs = ms;
  else if (ms > parseMs * MUST) {
    console.log(`  must be ≤ ${MUST} x the parsing`);
    process.exitCode = 1;
  }
  return result;
}

const text = `2026-11-21 10:00:00\nFull thread dump OpenJDK 64-Bit Server VM (25+36 mixed mode, sharing):\n\n${Array.from({ length: THREADS }, (_, n) => threadOf(n)).join('')}`;
const dumps = timed('parse', () => {
  const parser = THREAD_DUMP.createParser();
  parser.push(new TextEncoder().encode(text));
  return parser.finish();
});
const [{ model }] = dumps;
console.log(`${model.threads.count} threads, ${model.symbols.stackOffsets.length - 2} stacks, ${(text.length / 2 ** 20).toFixed(0)} MiB`);
const loaded = [0, 1, 2].map((n) => ({ id: `a${n}`, parsed: dumps[0] }));
for (const view of THREAD_DUMP.tables) timed(`table ${view.id}`, () => view.build(model));
for (const view of THREAD_DUMP.series) timed(`series ${view.id}, 3 dumps`, () => view.build(loaded));
for (const view of THREAD_DUMP.trees) timed(`tree ${view.id}`, () => view.build(model));
for (const view of THREAD_DUMP.tables) timed(`inspector ${view.id}`, () => THREAD_DUMP.inspect(model, view.id, 0));
THREAD_DUMP.analyzers.forEach((analyze) => timed(analyze.name, () => analyze(loaded[0])));
THREAD_DUMP.seriesAnalyzers.forEach((analyze) => timed(analyze.name, () => analyze(loaded)));
