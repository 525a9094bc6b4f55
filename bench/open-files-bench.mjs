// Times lsof of 500,000 rows against the peer (`jc --lsof`, at least 10 times as fast), made by repeating the rows of a real capture with other pids, inodes and names.
// Run: node bench/open-files-bench.mjs [rows]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { tellRatio, timeOfJc } from './jc-time.mjs';

const bench = path.dirname(fileURLToPath(import.meta.url));
const rows = Number(process.argv[2] ?? 500_000);
const data = path.join(bench, '.data');
mkdirSync(data, { recursive: true });
const bundle = path.join(data, `open-files-${process.pid}.mjs`);
await build({
  stdin: { contents: "export { OPEN_FILES } from './shared/artifacts/open-files/kind.ts';", resolveDir: path.dirname(bench), loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, logLevel: 'error',
});
const { OPEN_FILES } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

// Columns keep their ends: what is written over a cell is as wide as the cell.
const [titles, ...captured] = readFileSync(path.join(bench, '../shared/artifacts/open-files/fixtures/openjdk17--lsof-leak-3.txt'), 'utf8').trimEnd().split('\n');
const pidEnd = titles.indexOf('PID') + 3;
const nodeEnd = titles.indexOf('NODE') + 4;
const file = path.join(data, 'lsof.txt');
const parts = [titles];
for (let i = 0; i < rows; i++) {
  const model = captured[i % captured.length];
  const pid = String(10_000 + Math.floor(i / captured.length));
  const node = model.slice(0, nodeEnd).match(/\d+$/) ? String(2_000_000 + (i % 900_000)) : model.slice(nodeEnd - 7, nodeEnd);
  parts.push(`${model.slice(0, pidEnd - 5)}${pid.padStart(5).slice(-5)}${model.slice(pidEnd, nodeEnd - 7)}${node.padStart(7)}${model.slice(nodeEnd).replace(/\.tmp|\.log/, (end) => `-${i}${end}`)}`);
}
writeFileSync(file, `${parts.join('\n')}\n`);
const bytes = readFileSync(file);

function parse() {
  const parser = OPEN_FILES.createParser(null);
  for (let at = 0; at < bytes.length; at += 1 << 20) parser.push(bytes.subarray(at, at + (1 << 20)));
  return parser.finish()[0];
}

function timed(work) {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

const cold = timed(parse);
const { model, unparsedLines, diagnostics } = cold.result;
if (model.table.rowCount !== rows || unparsedLines > 0 || diagnostics.length > 0) throw new Error(`${model.table.rowCount} rows of ${rows}, ${unparsedLines} unread`);
const loaded = { id: 'c.1', parsed: cold.result };
console.log(`${rows.toLocaleString('en')} rows, ${(bytes.length / 1e6).toFixed(1)} MB, node ${process.version}`);
console.log(`parse, first           ${cold.ms.toFixed(0)} ms`);
// Other work on the machine only adds: the best of five is the parser's own time. The peer takes long enough to be timed once.
const best = Math.min(...Array.from({ length: 5 }, () => timed(parse).ms));
console.log(`parse, best of 5       ${best.toFixed(0)} ms`);
for (const view of OPEN_FILES.tables) console.log(`table ${view.id.padEnd(16)} ${timed(() => view.build(model)).ms.toFixed(0)} ms`);
console.log(`findings               ${timed(() => OPEN_FILES.analyzers.map((analyze) => analyze(loaded))).ms.toFixed(0)} ms`);
console.log(`diff of two            ${timed(() => OPEN_FILES.diff([loaded, loaded])).ms.toFixed(0)} ms`);
tellRatio('lsof', best, timeOfJc('lsof', file), 10);
