// Texts made to be slow, of every dialect: reading twice as much must take about twice as long, over two doublings. Usage: node bench/thread-dump-hostile-bench.mjs [NAME]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const MUST = 2.3;
/** Sizes grow until reading takes this long: less is noise. */
const ENOUGH_MS = 150;
const MAX_BYTES = 64 << 20;
const outfile = path.join(here, '.data/thread-dump-hostile-reader.mjs');
mkdirSync(path.dirname(outfile), { recursive: true });
await build({
  stdin: { contents: "export { ThreadDumpParser } from '../shared/artifacts/thread-dump/parse.ts'; export { HOSTILE_SHAPES } from '../shared/artifacts/thread-dump/testing/hostile-shapes.ts';", resolveDir: here },
  outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error',
});
const { ThreadDumpParser, HOSTILE_SHAPES } = await import(pathToFileURL(outfile).href);

/** Processor time, which other programs on the machine do not add to. */
function millisecondsFor(text) {
  const start = process.cpuUsage();
  const parser = new ThreadDumpParser();
  for (let at = 0; at < text.length; at += 1 << 20) parser.push(text.subarray(at, at + (1 << 20)));
  parser.finish();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least of three: collecting garbage and compiling only add. */
function leastFor(shape, size) {
  const text = new Uint8Array(Buffer.from(shape.text(size), 'latin1'));
  return Math.min(...[0, 1, 2].map(() => millisecondsFor(text)));
}

let missed = 0;
const wanted = process.argv[2] ?? '';
for (const shape of HOSTILE_SHAPES.filter(({ name }) => name.includes(wanted))) {
  let size = 1 << 18;
  let once = leastFor(shape, size);
  while (once < ENOUGH_MS && size < MAX_BYTES) {
    size *= 2;
    once = leastFor(shape, size);
  }
  const twice = leastFor(shape, size * 2);
  const fourfold = leastFor(shape, size * 4);
  // One doubling alone may cross the size of a cache.
  const ratio = Math.sqrt(fourfold / once);
  if (ratio > MUST) missed += 1;
  console.log(`${shape.name.padEnd(28)} ${(size / (1 << 20)).toFixed(2).padStart(6)} MiB ${once.toFixed(0).padStart(6)} ms, twice that ${twice.toFixed(0).padStart(6)} ms, four times ${fourfold.toFixed(0).padStart(6)} ms, ratio of a doubling ${ratio.toFixed(2)}${ratio > MUST ? '  MISSED' : ''}`);
}
console.log(missed === 0 ? `all within ${MUST}` : `${missed} above ${MUST}`);
process.exitCode = missed === 0 ? 0 : 1;
