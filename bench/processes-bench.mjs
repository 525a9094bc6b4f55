// Times reading ps: 50,000 rows (limit: twice as fast as `jc --ps` on the same file, Debian package jc), and top of 50,000 rows, and the series of three.
// Run: node bench/processes-bench.mjs [rows]
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bench = path.dirname(fileURLToPath(import.meta.url));
const rows = Number(process.argv[2] ?? 50_000);
const data = path.join(bench, '.data');
mkdirSync(data, { recursive: true });
const bundle = path.join(data, `processes-${process.pid}.mjs`);
await build({
  stdin: { contents: "export { PROCESSES_KIND } from './shared/artifacts/processes/kind.ts';", resolveDir: path.dirname(bench), loader: 'ts' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: bundle, logLevel: 'error',
});
const { PROCESSES_KIND } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

const COMMANDS = ['/usr/lib/systemd/systemd --switched-root --system', '[kworker/u256:0]', 'postgres: checkpointer', 'nginx: worker process', '/usr/bin/java -Xmx512m -jar /srv/shop/app.jar --port='];
const pad = (value, width) => String(value).padStart(width);

function ps(round) {
  const lines = ['USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'];
  for (let i = 1; i <= rows; i++) {
    const minutes = (i % 90) + round;
    lines.push(`${(i % 3 === 0 ? 'www-data' : 'root').padEnd(8)} ${pad(i, 7)} ${pad((i % 100) / 10, 4)} ${pad((i % 40) / 10, 4)} ${pad(i * 12, 6)} ${pad(i * 3, 5)} ?        S${i % 2 ? 'sl' : '  '}  ${i % 5 ? 'Oct25' : '10:25'} ${pad(minutes, 3)}:${String(i % 60).padStart(2, '0')} ${COMMANDS[i % 5]}${i % 5 === 4 ? i : ''}`);
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

function top() {
  const lines = ['top - 11:24:53 up 2 min,  2 users,  load average: 0.23, 0.22, 0.09', `Tasks: ${rows} total,   1 running, ${rows - 1} sleeping,   0 stopped,   0 zombie`, '%Cpu(s):  5.9 us,  5.9 sy,  0.0 ni, 88.2 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st', '', '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND'];
  for (let i = 1; i <= rows; i++) lines.push(`${pad(i, 7)} root      20   0 ${pad(i * 12, 7)} ${pad(i * 3, 6)}   4204 S ${pad((i % 100) / 10, 5)} ${pad((i % 40) / 10, 5)} ${pad(i % 90, 4)}:01.22 kworker/${i}`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

function parse(bytes) {
  const parser = PROCESSES_KIND.createParser();
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

const captures = [ps(0), ps(1), ps(2)];
const first = performance.now();
if (parse(captures[0]).model.rowCount !== rows) throw new Error('rows are missing');
const cold = performance.now() - first;
const warm = median(15, () => parse(captures[0]));
const series = captures.map((bytes, i) => ({ id: `c.${i}`, parsed: parse(bytes), takenAt: new Date(i * 60_000).toISOString() }));
console.log(`${rows.toLocaleString('en')} rows of ps, ${(captures[0].length / 1e6).toFixed(1)} MB, node ${process.version}`);
console.log(`parse ps, first          ${cold.toFixed(1)} ms`);
console.log(`parse ps, warm (median)  ${warm.toFixed(1)} ms`);
const topText = top();
console.log(`parse top, warm          ${median(9, () => parse(topText)).toFixed(1)} ms`);
console.log(`findings of one          ${median(5, () => PROCESSES_KIND.analyzers.map((analyze) => analyze(series[0]))).toFixed(1)} ms`);
console.log(`findings of three        ${median(3, () => PROCESSES_KIND.seriesAnalyzers.map((analyze) => analyze(series))).toFixed(1)} ms`);
console.log(`diff of three            ${median(3, () => PROCESSES_KIND.diff(series)).toFixed(1)} ms`);

const file = path.join(data, `ps-${process.pid}.txt`);
writeFileSync(file, captures[0]);
const jc = (text) => {
  const start = performance.now();
  const { status, error } = spawnSync('sh', ['-c', 'jc --ps < "$1" > /dev/null', 'sh', text], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status !== 0) return Number.NaN;
  return performance.now() - start;
};
const empty = path.join(data, `ps-empty-${process.pid}.txt`);
writeFileSync(empty, captures[0].subarray(0, captures[0].indexOf(10) + 1));
const peers = [jc(file), jc(file), jc(file)].sort((a, b) => a - b);
const start = jc(empty);
rmSync(file);
rmSync(empty);
if (Number.isNaN(peers[1])) {
  console.log('jc --ps                  not there (apt install jc)');
  process.exit(0);
}
const ratio = peers[1] / cold;
console.log(`jc --ps                  ${peers[1].toFixed(0)} ms, of which start ${start.toFixed(0)} ms`);
console.log(`faster than jc           ${ratio.toFixed(1)} x cold, ${((peers[1] - start) / warm).toFixed(1)} x warm and without its start   limit 2 x ${ratio >= 2 ? 'ok' : 'MISSED'}`);
if (ratio < 2) process.exitCode = 1;
