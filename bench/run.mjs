// `npm run bench [name]`: runs the benchmarks one after the other; each prints its own figures and ratios.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const wanted = process.argv[2] ?? '';
const benches = readdirSync(import.meta.dirname).filter((file) => file.endsWith('-bench.mjs') && file.includes(wanted));
if (benches.length === 0) {
  console.error(`no benchmark matches ${wanted}`);
  process.exit(2);
}
let failed = false;
for (const bench of benches) {
  console.log(`\n== ${bench}`);
  failed = spawnSync(process.execPath, [path.join(import.meta.dirname, bench)], { stdio: 'inherit' }).status !== 0 || failed;
}
process.exit(failed ? 1 : 0);
