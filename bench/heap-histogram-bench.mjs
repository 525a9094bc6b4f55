// Times the histogram parser: 30,000 classes to the full model (limit 50 ms, warm), and a series of ten for the comparison.
// Run: node bench/heap-histogram-bench.mjs [classes]
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bench = path.dirname(fileURLToPath(import.meta.url));
const classes = Number(process.argv[2] ?? 30_000);
const bundle = path.join(bench, '.data', `heap-histogram-${process.pid}.mjs`);
await build({
  stdin: { contents: "export { HEAP_HISTOGRAM } from './shared/artifacts/heap-histogram/kind.ts';", resolveDir: path.dirname(bench), loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, logLevel: 'error',
});
const { HEAP_HISTOGRAM } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

function histogram(round) {
  const rows = [];
  let instances = 0;
  let bytes = 0;
  for (let i = 0; i < classes; i++) {
    const count = Math.ceil((classes * 40) / (i + 1)) + (i % 7 === 0 ? round * 50 : 0);
    const size = count * (16 + (i % 12) * 8);
    const module = i % 3 === 0 ? ' (java.base@21.0.9)' : i % 3 === 1 ? '' : ` (jdk.module${i % 20}@21.0.9)`;
    const name = i % 10 === 0 ? `[Lcom.acme.shop.area${i % 300}.Type${i};` : `com.acme.shop.area${i % 300}.service.Type${i}$Inner`;
    rows.push(`${String(i + 1).padStart(4)}: ${String(count).padStart(13)} ${String(size).padStart(14)}  ${name}${module}`);
    instances += count;
    bytes += size;
  }
  return Buffer.from(`4711:\n num     #instances         #bytes  class name (module)\n-------------------------------------------------------\n${rows.join('\n')}\nTotal ${String(instances).padStart(13)} ${String(bytes).padStart(14)}\n`);
}

function parse(bytes) {
  const parser = HEAP_HISTOGRAM.createParser();
  for (let at = 0; at < bytes.length; at += 1 << 20) parser.push(bytes.subarray(at, at + (1 << 20)));
  return parser.finish()[0];
}

function median(rounds, work) {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1];
}

const captures = Array.from({ length: 10 }, (_, round) => histogram(round));
const first = performance.now();
if (parse(captures[0]).model.rowCount !== classes) throw new Error('rows are missing');
const cold = performance.now() - first;
const warm = median(15, () => parse(captures[0]));
const series = captures.map((bytes, i) => ({ id: `c.${i}`, parsed: parse(bytes), takenAt: new Date(i * 600_000).toISOString() }));
console.log(`${classes.toLocaleString('en')} classes, ${(captures[0].length / 1e6).toFixed(1)} MB, node ${process.version}`);
console.log(`parse, first          ${cold.toFixed(1)} ms`);
console.log(`parse, warm (median)  ${warm.toFixed(1)} ms  limit 50 ms ${warm <= 50 ? 'ok' : 'MISSED'}`);
console.log(`table classes         ${median(5, () => HEAP_HISTOGRAM.tables[0].build(series[0].parsed.model)).toFixed(1)} ms`);
console.log(`table packages        ${median(5, () => HEAP_HISTOGRAM.tables[1].build(series[0].parsed.model)).toFixed(1)} ms`);
console.log(`diff of two           ${median(5, () => HEAP_HISTOGRAM.diff(series.slice(0, 2))).toFixed(1)} ms`);
console.log(`diff of ten           ${median(3, () => HEAP_HISTOGRAM.diff(series)).toFixed(1)} ms`);
console.log(`what grows, ten       ${median(3, () => HEAP_HISTOGRAM.seriesAnalyzers.map((analyze) => analyze(series))).toFixed(1)} ms`);
