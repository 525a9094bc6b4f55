// Times the engine's answers about a table of 1,000,000 rows × 10 columns: first window, numeric sort, text sort, text filter; then the memory it adds.
// Run: node bench/table-window-bench.mjs [rows]
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';

const bench = path.dirname(fileURLToPath(import.meta.url));
const rows = Number(process.argv[2] ?? 1_000_000);
const bundle = path.join(bench, '.data', `table-window-${process.pid}.mjs`);
await build({
  stdin: { contents: "export { createEngine } from './shared/engine/create-engine.ts'; export { HEAP_HISTOGRAM } from './shared/artifacts/heap-histogram/kind.ts';", resolveDir: path.dirname(bench), loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, logLevel: 'error',
});
const { createEngine } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
/** What is held after a collection, in MiB: objects and texts of the JavaScript heap, and typed arrays beside it. */
function held() {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, arrays: arrayBuffers / 2 ** 20 };
}
const beforeTable = held();

// Deterministic numbers, so that two runs sort the same rows.
let seed = 42;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4294967296;
};

const numberColumn = (make) => ({ type: 'number', values: Float64Array.from({ length: rows }, (_, i) => make(i)) });
const textColumn = (distinct, name) => ({ type: 'text', codes: Uint32Array.from({ length: rows }, (_, i) => (distinct >= rows ? i + 1 : Math.floor(random() * (distinct + 1)))), dictionary: Array.from({ length: Math.min(distinct, rows) }, (_, i) => name(i)) });
const table = {
  rowCount: rows,
  columns: {
    id: numberColumn((i) => i),
    bytes: numberColumn(() => Math.floor(random() * 1e9)),
    fraction: numberColumn(() => (random() < 0.05 ? NaN : random() * 200 - 100)),
    small: numberColumn(() => Math.floor(random() * 10)),
    time: numberColumn((i) => 1.7e12 + i * 13 + Math.floor(random() * 5000)),
    name: textColumn(rows, (i) => `http-nio-8080-exec-${(i * 7919) % rows} com.acme.shop.Session$${i % 97}`),
    state: textColumn(6, (i) => ['NEW', 'RUNNABLE', 'BLOCKED', 'WAITING', 'TIMED_WAITING', 'TERMINATED'][i]),
    frame: textColumn(5000, (i) => `com.acme.shop.service${i % 40}.Service${i}.call(Service${i}.java:${i % 900})`),
    group: textColumn(300, (i) => `pool-${i}`),
    address: textColumn(50_000, (i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:8080`),
  },
  firstLine: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  lastLine: Uint32Array.from({ length: rows }, (_, i) => i + 1),
};
const columns = Object.entries(table.columns).map(([id, { type }]) => ({ id, header: id, type, unit: 'none', look: 'plain', width: 80 }));
const parsed = { model: null, capturedAt: null, tool: null, span: { first: 1, last: rows }, unparsedLines: 0, diagnostics: [] };
const kind = {
  id: 'bench', title: 'bench', parserVersion: 1, messages: { en: {}, ko: {} }, sniff: () => 1,
  createParser: () => ({ push() {}, finish: () => [parsed] }),
  tables: [{ id: 'rows', title: 'rows', columns, sort: [], build: () => table }],
  series: [], trees: [], keyFigures: () => [], analyzers: [], seriesAnalyzers: [], inspect: () => null, toContract: () => ({}), diff: () => ({ added: [], removed: [], changed: [] }), recipe: null,
};

const LIMITS = { 'first window': 150, 'numeric sort': 500, 'text filter': 250 };

function newTable() {
  const engine = createEngine([kind]);
  const ingest = engine.ingest({ id: 'c', name: 'c', kind: null, takenAt: null });
  ingest.push(new Uint8Array([65]));
  ingest.finish();
  return ({ group, ...query }) => engine.tableWindow({ view: 'rows', artifacts: ['c.1'], ...(group && { group }) }, { sort: [], filters: [], search: '', ...query }, 0, 200);
}

// Each question goes to an engine that has answered none, so that no cache helps; the first round is not counted.
function time(name, query, limit) {
  const times = [];
  let answer;
  for (let round = 0; round < 6; round++) {
    const ask = newTable();
    const start = performance.now();
    try {
      answer = ask(query);
    } catch (error) {
      // A regular expression that costs too much is stopped: the time to the stop is what counts.
      answer = { matched: error.reason?.key ?? error.message };
    }
    if (round > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[2];
  console.log(`${name.padEnd(46)} ${median.toFixed(1).padStart(8)} ms  max ${times[4].toFixed(1).padStart(8)} ms  matched ${answer.matched}${limit ? `  limit ${limit} ms ${median <= limit ? 'ok' : 'MISSED'}` : ''}`);
}

console.log(`${rows.toLocaleString('en')} rows × ${columns.length} columns, node ${process.version}`);
const by = (...keys) => ({ sort: keys.map((key) => ({ column: key.replace('-', ''), descending: key.startsWith('-') })) });
time('first window', {}, LIMITS['first window']);
time('numeric sort (random integers)', by('-bytes'), LIMITS['numeric sort']);
time('numeric sort (fractions with gaps)', by('fraction'), LIMITS['numeric sort']);
time('three keys (state, -small, bytes)', by('state', '-small', 'bytes'));
time('text sort, 5,000 distinct', by('frame'));
time('text sort, all distinct', by('name'));
time('text filter, all text columns, few match', { search: 'session$13' }, LIMITS['text filter']);
time('text filter, all text columns, none match', { search: 'not there' }, LIMITS['text filter']);
for (const pattern of ['exec-\\d+7 .*session\\$13$', '(a+)+$', '^(\\w+\\W?)*[^\\w]$']) time(`regex ${pattern}, all distinct`, { filters: [{ column: 'name', op: 'regex', pattern }] }, LIMITS['text filter']);
time('regex that costs too much', { filters: [{ column: 'name', op: 'regex', pattern: '(\\d|\\w)*\\d(\\d|\\w|\\W){14}=' }] }, LIMITS['text filter']);
time('column filter in', { filters: [{ column: 'state', op: 'in', values: ['BLOCKED', null] }] });
time('column filter range', { filters: [{ column: 'bytes', op: 'range', min: 1e8, max: 2e8 }] });
time('group by state, 4 numbers summed', { group: { by: ['state'], filters: [], search: '' } });
time('group by state and group', { group: { by: ['state', 'group'], filters: [], search: '' } });
const asked = newTable();
asked({ ...by('-bytes'), search: '' });
const start = performance.now();
for (let i = 0; i < 100; i++) asked(by('-bytes'));
console.log(`${'next window of a sorted table (mean of 100)'.padEnd(46)} ${((performance.now() - start) / 100).toFixed(2).padStart(8)} ms`);

const afterTable = held();
const line = (name, from, to) => console.log(`${name.padEnd(46)} ${(to.heap - from.heap).toFixed(0).padStart(5)} MiB heap + ${(to.arrays - from.arrays).toFixed(0)} MiB arrays`);
line('the table itself and one sorted order', beforeTable, afterTable);
const readers = [by('-bytes'), by('name'), { search: 'session$13' }, { ...by('state'), filters: [{ column: 'bytes', op: 'range', min: 1e8, max: 2e8 }] }];
for (const query of readers) asked(query);
line('kept by the engine after four more questions', afterTable, held());
