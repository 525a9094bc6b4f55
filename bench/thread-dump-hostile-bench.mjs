// Texts made to be slow, of every dialect: reading twice as much must take about twice as long, over two doublings, by the median of five rounds. Usage: node bench/thread-dump-hostile-bench.mjs [NAME]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const MUST = 2.3;
/** Sizes grow until reading takes this long: less is noise. */
const ENOUGH_MS = 150;
const MAX_BYTES = 64 << 20;
const ROUNDS = 5;
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

function textOf(shape, size) {
  return new Uint8Array(Buffer.from(shape.text(size), 'latin1'));
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

let missed = 0;
const wanted = process.argv[2] ?? '';
for (const shape of HOSTILE_SHAPES.filter(({ name }) => name.includes(wanted))) {
  let size = 1 << 18;
  const enough = (text) => Math.min(millisecondsFor(text), millisecondsFor(text)) >= ENOUGH_MS;
  while (size < MAX_BYTES && !enough(textOf(shape, size))) size *= 2;
  const texts = [size, size * 2, size * 4].map((bytes) => textOf(shape, bytes));
  // Each round meets the machine in one mood; one doubling alone may cross the size of a cache.
  const rounds = Array.from({ length: ROUNDS }, () => texts.map(millisecondsFor));
  const ratio = median(rounds.map(([once, , fourfold]) => Math.sqrt(fourfold / once)));
  const [once, twice, fourfold] = texts.map((_, i) => median(rounds.map((round) => round[i])));
  if (ratio > MUST) missed += 1;
  console.log(`${shape.name.padEnd(28)} ${(size / (1 << 20)).toFixed(2).padStart(6)} MiB ${once.toFixed(0).padStart(6)} ms, twice that ${twice.toFixed(0).padStart(6)} ms, four times ${fourfold.toFixed(0).padStart(6)} ms, ratio of a doubling ${ratio.toFixed(2)}${ratio > MUST ? '  MISSED' : ''}`);
}
console.log(missed === 0 ? `all within ${MUST}` : `${missed} above ${MUST}`);
process.exitCode = missed === 0 ? 0 : 1;
