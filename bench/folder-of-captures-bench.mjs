// A folder of captures as a support engineer gets it: 400 thread dumps of 5 MB each, 2 GB in all, imported into a case while it is looked at.
// Measures the time to the first findings (limit 5 s), to the last capture read, and the memory at its peak (limit 1 GB).
// Run: node bench/folder-of-captures-bench.mjs [captures]. Needs twice the size of the folder on the disk of TMPDIR meanwhile.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { generate } from './thread-dump-generate.mjs';

const bench = path.dirname(fileURLToPath(import.meta.url));
const captures = Number(process.argv[2] ?? 400);
const root = mkdtempSync(path.join(os.tmpdir(), 'borescope-folder-bench-'));
const program = path.join(bench, '.data', `folder-${process.pid}`);
let missed = false;
try {
  await run();
} finally {
  rmSync(root, { recursive: true, force: true });
  rmSync(program, { recursive: true, force: true });
}
process.exit(missed ? 1 : 0);

async function run() {
  const folder = path.join(root, 'captures');
  const megabytes = makeFolder(folder);
  await build({ entryPoints: { 'create-host': path.join(bench, '../electron/host/create-host.ts'), 'engine-worker': path.join(bench, '../electron/host/engine/engine-worker.ts'), 'reading-thread': path.join(bench, '../electron/host/engine/reading-thread.ts') }, bundle: true, platform: 'node', format: 'esm', target: 'node20', outdir: program, external: ['ssh2', 'ws', 'yauzl', 'yazl', 'tar-stream', 'xz-decompress'], define: { BORESCOPE_VERSION: '"bench"' }, logLevel: 'error' });
  const { createHost } = await import(pathToFileURL(path.join(program, 'create-host.js')).href);
  const host = createHost({ dataFolder: path.join(root, 'home') });
  const { id } = await host.call('cases.create', { name: 'bench' });
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  let firstFindings = null;
  let view = null;
  const look = async () => {
    view = await host.call('cases.view', { caseId: id });
    if (firstFindings === null && view.findings.length > 0) firstFindings = seconds();
  };
  const importing = host.call('cases.importPath', { caseId: id, path: folder });
  const imported = { after: null };
  void importing.then(() => (imported.after = seconds()));
  do await look();
  while (imported.after === null || view.loading.length > 0);
  const all = seconds();
  await host.close();
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${captures} captures, ${Math.round(megabytes)} MB: first findings after ${firstFindings?.toFixed(2) ?? '-'} s, imported after ${imported.after.toFixed(1)} s, all read after ${all.toFixed(1)} s, peak memory ${Math.round(peak)} MB`);
  missed = firstFindings === null || firstFindings > 5 || peak > 1024 || view.captures.length !== captures;
  if (missed) console.log('missed: first findings within 5 s, at most 1024 MB, every capture there');
}

/** One dump, told apart by its time: the same bytes would come in once. */
function makeFolder(folder) {
  const template = path.join(root, 'dump.txt');
  mkdirSync(folder, { recursive: true });
  generate({ dumps: 1, threads: 1000, out: template });
  const needed = statSync(template).size * captures * 2;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < needed * 1.2) throw new Error(`needs ${Math.round(needed / 2 ** 20)} MB of space`);
  const text = readFileSync(template, 'utf8');
  let bytes = 0;
  for (let i = 0; i < captures; i++) {
    const at = new Date(Date.UTC(2026, 10, 20, 10, 0, i * 5)).toISOString().slice(0, 19).replace('T', ' ');
    const dump = text.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/m, at);
    bytes += dump.length;
    writeFileSync(path.join(folder, `dump-${String(i + 1).padStart(3, '0')}.txt`), dump);
  }
  return bytes / 2 ** 20;
}
