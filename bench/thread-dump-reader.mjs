// Bundled by thread-dump-bench.mjs. Reads a file, or hostile bytes made in memory, in a worker and prints what it took.
// `--again FILE`: several times in the same worker. `--two FILE`: so, too, with a second thread that reads ahead and takes the hash.
import { Session } from 'node:inspector/promises';
import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readAhead } from '../electron/host/engine/read-ahead.ts';
import { THREAD_DUMP } from '../shared/artifacts/thread-dump/kind.ts';

const CHUNK = 1 << 20;
/** Readings after the first. */
const AGAIN = 5;

function* chunksOfFile(file) {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  for (let length = readSync(descriptor, buffer); length > 0; length = readSync(descriptor, buffer)) yield buffer.subarray(0, length);
  closeSync(descriptor);
}

const HEADER = '"main" #1 prio=5 os_prio=0 cpu=1.00ms elapsed=1.00s tid=0x1 nid=0x1 runnable  [0x1]\n   java.lang.Thread.State: RUNNABLE\n';
const SHAPES = {
  'one-line': (bytes) => 'x'.repeat(bytes),
  'deep-stack': (bytes) => `${HEADER}${'\tat com.acme.Deep.recurse(Deep.java:7)\n'.repeat(bytes / 39)}`,
  'long-name': (bytes) => `"${'n'.repeat(bytes)}" #1 prio=5 tid=0x1 nid=0x1 runnable\n`,
  'open-quotes': (bytes) => `${HEADER}"${'" #1 [1 '.repeat(bytes / 8)}\n`,
  'new-frames': (bytes) => HEADER + Array.from({ length: bytes / 44 }, (_, n) => `\tat com.acme.Deep.m${n}(Deep.java:${n})\n`).join(''),
};

function* chunksOf(shape, mib) {
  const bytes = Buffer.from(SHAPES[shape](mib * CHUNK), 'latin1');
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Samples this thread; the function returned ends it and tells the share of each function's own time, the largest first. */
async function startProfiler() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1000 });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName || '(anonymous)']));
    const own = new Map();
    profile.samples.forEach((id) => own.set(names.get(id), (own.get(names.get(id)) ?? 0) + 1));
    return [...own].sort((a, b) => b[1] - a[1]).slice(0, 15).map(([name, samples]) => ({ name, share: samples / profile.samples.length }));
  };
}

async function secondsOf(chunks) {
  const parser = THREAD_DUMP.createParser();
  const start = performance.now();
  for await (const chunk of chunks) parser.push(chunk);
  parser.finish();
  return (performance.now() - start) / 1000;
}

/** Of the first reading and of those after it, when the code is compiled. */
async function readAgain(chunksOfReading) {
  const first = await secondsOf(chunksOfReading());
  const again = [];
  for (let n = 0; n < AGAIN; n += 1) again.push(await secondsOf(chunksOfReading()));
  return { first, again };
}

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: process.argv.slice(2) });
  worker.on('message', (result) => console.log(JSON.stringify({ ...result, peakBytes: process.resourceUsage().maxRSS * 1024 })));
} else if (workerData[0] === '--again') {
  parentPort.postMessage(await readAgain(() => chunksOfFile(workerData[1])));
} else if (workerData[0] === '--two') {
  const thread = new Worker(new URL('reading-thread.mjs', import.meta.url));
  parentPort.postMessage(await readAgain(() => readAhead(thread, workerData[1])));
  await thread.terminate();
} else {
  const [first, shape, mib] = workerData;
  const chunks = first === '--hostile' ? chunksOf(shape, Number(mib)) : chunksOfFile(first === '--profile' ? shape : first);
  const profiler = first === '--profile' ? await startProfiler() : null;
  const parser = THREAD_DUMP.createParser();
  const start = performance.now();
  for (const chunk of chunks) parser.push(chunk);
  const artifacts = parser.finish();
  const seconds = (performance.now() - start) / 1000;
  const profile = await profiler?.();
  const models = artifacts.map((artifact) => artifact.model);
  const offsets = models[0]?.symbols.stackOffsets ?? [];
  const frames = models.reduce((sum, { threads }) => sum + threads.stack.reduce((inner, stack) => inner + offsets[stack + 1] - offsets[stack], 0), 0);
  parentPort.postMessage({ seconds, dumps: models.length, threads: models.reduce((sum, { threads }) => sum + threads.count, 0), frames, stacks: offsets.length - 2, profile });
}
