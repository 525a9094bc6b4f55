// Makes ../sample-incident anew: runs the Shop, and lets the built `borescope capture` take three rounds from it into a case folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKOUTS, javaVersion, startShop } from './shop.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const caseFolder = path.join(root, 'resources', 'sample-incident');
const cli = path.join(root, 'dist', 'cli.js');
const ROUNDS = 3;
const INTERVAL_MS = 8_000;

const NOTES = `# Shop: checkout hangs

Sample incident, made on purpose by the program in \`resources/sample-incident-source\`; see PROVENANCE.md.

- Orders at /shop/checkout no longer end; the worker pool fills up.
- Settlements between merchant and courier stopped at the same time.
- Memory climbs although nobody can buy anything.
`;

const PROVENANCE = (java) => `# Provenance

All bytes under \`evidence/\` are real output, written as received and never edited.

| | |
|---|---|
| program | \`com.acme.shop.Shop\` in \`resources/sample-incident-source\`, compiled with -g, run with -Xms96m -Xmx256m -XX:+UseG1GC |
| runtime | ${java} |
| commands | \`jcmd PID Thread.print -l\`, then \`jcmd PID GC.class_histogram\` (live objects: forces a full GC), ${ROUNDS} rounds, ${INTERVAL_MS / 1000} s apart |
| made by | \`node resources/sample-incident-source/capture.mjs\`, which runs \`borescope capture\`; times are in each \`capture.json\` |

What is wrong in it, by construction:
- one \`http-nio-8080-exec-N\` holds the monitor of \`InventoryLedger\` while it reads from a warehouse that never answers; ${CHECKOUTS - 1} others wait to enter it;
- \`settlement-1\` and \`settlement-2\` lock two accounts in opposite order;
- \`SessionCache$Entry\` grows by about 1,500 instances a second and never shrinks;
- \`report-builder-1\` burns one CPU.
`;

if (!existsSync(cli)) {
  throw new Error('dist/cli.js is missing: run npm run build first');
}
rmSync(caseFolder, { recursive: true, force: true });
// A data folder of its own, so that the sample does not appear among the person's recent cases.
const home = mkdtempSync(path.join(tmpdir(), 'borescope-home-'));
const shop = await startShop();
try {
  const options = ['--pid', String(shop.pid), '--kinds', 'thread-dump,heap-histogram', '--count', String(ROUNDS), '--interval', String(INTERVAL_MS / 1000), '--allow', 'high'];
  const { status } = spawnSync(process.execPath, [cli, 'capture', ...options, '--out', caseFolder], { stdio: 'inherit', env: { ...process.env, BORESCOPE_HOME: home } });
  if (status !== 0) {
    throw new Error(`borescope capture ended with ${status}`);
  }
} finally {
  await shop.stop();
  rmSync(home, { recursive: true, force: true });
}

const manifestFile = path.join(caseFolder, 'case.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, name: 'Shop: checkout hangs' }, null, 2)}\n`);
writeFileSync(path.join(caseFolder, 'notes.md'), NOTES);
writeFileSync(path.join(caseFolder, 'PROVENANCE.md'), PROVENANCE(javaVersion()));
