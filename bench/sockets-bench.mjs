// Times netstat of 200,000 rows against the peer (`jc --netstat`, at least 5 times as fast), made by repeating the rows of a real capture with other ports, inodes and pids.
// Run: node bench/sockets-bench.mjs [rows]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { tellRatio, timeOfJc } from './jc-time.mjs';

const bench = path.dirname(fileURLToPath(import.meta.url));
const rows = Number(process.argv[2] ?? 200_000);
const data = path.join(bench, '.data');
mkdirSync(data, { recursive: true });
const bundle = path.join(data, `sockets-${process.pid}.mjs`);
await build({
  stdin: { contents: "export { SOCKETS_KIND } from './shared/artifacts/sockets/kind.ts';", resolveDir: path.dirname(bench), loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, logLevel: 'error',
});
const { SOCKETS_KIND } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

const [title, columns, ...captured] = readFileSync(path.join(bench, '../shared/artifacts/sockets/fixtures/linux--netstat-leak-3.txt'), 'utf8').split('\n');
const models = captured.filter((line) => line.startsWith('tcp'));
const lines = Array.from({ length: rows }, (_, i) => {
  const port = 1024 + (i % 60_000);
  return models[i % models.length].replace(/:(\d{5})(?= )/, () => `:${String(port).padStart(5, '1')}`).replace(/ 0 {10}(\d+) /, (text) => text.replace(/\d+ $/, `${700_000 + i} `));
});
const file = path.join(data, 'netstat.txt');
writeFileSync(file, `${[title, columns, ...lines].join('\n')}\n`);
const bytes = readFileSync(file);

function parse() {
  const parser = SOCKETS_KIND.createParser(null);
  for (let at = 0; at < bytes.length; at += 1 << 20) parser.push(bytes.subarray(at, at + (1 << 20)));
  return parser.finish()[0];
}

function timed(work) {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

const cold = timed(parse);
const { model } = cold.result;
if (model.table.rowCount !== rows) throw new Error(`${model.table.rowCount} rows of ${rows}`);
const loaded = { id: 'c.1', parsed: cold.result };
console.log(`${rows.toLocaleString('en')} rows, ${(bytes.length / 1e6).toFixed(1)} MB, node ${process.version}`);
console.log(`parse, first           ${cold.ms.toFixed(0)} ms`);
// Other work on the machine only adds: the best of five is the parser's own time. The peer takes long enough to be timed once.
const best = Math.min(...Array.from({ length: 5 }, () => timed(parse).ms));
console.log(`parse, best of 5       ${best.toFixed(0)} ms`);
for (const view of SOCKETS_KIND.tables) console.log(`table ${view.id.padEnd(16)} ${timed(() => view.build(model)).ms.toFixed(0)} ms`);
console.log(`findings               ${timed(() => SOCKETS_KIND.analyzers.map((analyze) => analyze(loaded))).ms.toFixed(0)} ms`);
console.log(`diff of two            ${timed(() => SOCKETS_KIND.diff([loaded, loaded])).ms.toFixed(0)} ms`);
tellRatio('netstat', best, timeOfJc('netstat', file), 5);
