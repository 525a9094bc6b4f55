// Makes ../sample-incident anew: runs the Shop, takes three rounds of thread dump and live class histogram, and writes a case folder.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKOUTS, javaVersion, jdkTool, startShop } from './shop.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const caseFolder = path.join(root, 'resources', 'sample-incident');
const ROUNDS = 3;
const INTERVAL_MS = 8_000;

const STEPS = [
  { kind: 'thread-dump', command: ['Thread.print', '-l'], endMarker: /^JNI global refs: /m },
  { kind: 'heap-histogram', command: ['GC.class_histogram'], endMarker: /^Total\s+\d+\s+\d+\s*$/m },
];

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
| made by | \`node resources/sample-incident-source/capture.mjs\`, times are in each \`capture.json\` |

What is wrong in it, by construction:
- one \`http-nio-8080-exec-N\` holds the monitor of \`InventoryLedger\` while it reads from a warehouse that never answers; ${CHECKOUTS - 1} others wait to enter it;
- \`settlement-1\` and \`settlement-2\` lock two accounts in opposite order;
- \`SessionCache$Entry\` grows by about 1,500 instances a second and never shrinks;
- \`report-builder-1\` burns one CPU.
`;

const stored = (bytes) => ({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function capture(pid, step, round) {
  const argv = ['jcmd', String(pid), ...step.command];
  const startedAt = new Date().toISOString();
  const ran = spawnSync(jdkTool('jcmd'), argv.slice(1), { maxBuffer: 64 * 1024 * 1024 });
  const endedAt = new Date().toISOString();
  const endMarkerSeen = step.endMarker.test(ran.stdout.toString('utf8'));
  if (ran.status !== 0 || !endMarkerSeen) {
    throw new Error(`${argv.join(' ')} did not end well: exit status ${ran.status}, end marker seen: ${endMarkerSeen}`);
  }
  const id = `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${step.kind}-${round}`;
  const folder = path.join(caseFolder, 'evidence', id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'stdout.bin'), ran.stdout);
  writeFileSync(path.join(folder, 'stderr.bin'), ran.stderr);
  const record = {
    formatVersion: 1,
    id,
    kind: step.kind,
    name: `${step.kind} ${round}`,
    transport: 'local',
    target: 'local:',
    pid,
    alternative: 'jcmd',
    argv,
    startedAt,
    endedAt,
    exitStatus: ran.status,
    endMarkerSeen,
    completeness: { status: 'complete' },
    series: 'checkout-hangs',
    round,
    stdout: stored(ran.stdout),
    stderr: stored(ran.stderr),
    derivedFrom: null,
  };
  writeFileSync(path.join(folder, 'capture.json'), `${JSON.stringify(record, null, 2)}\n`);
  return id;
}

rmSync(caseFolder, { recursive: true, force: true });
mkdirSync(caseFolder, { recursive: true });
const createdAt = new Date().toISOString();
const captures = [];
const shop = await startShop();
try {
  const startedMs = performance.now();
  for (let round = 1; round <= ROUNDS; round++) {
    await sleep(Math.max(0, startedMs + (round - 1) * INTERVAL_MS - performance.now()));
    captures.push(...STEPS.map((step) => capture(shop.pid, step, round)));
  }
} finally {
  await shop.stop();
}
const manifest = { formatVersion: 1, id: 'sample-incident', name: 'Shop: checkout hangs', createdAt, writtenBy: '0.1.0', captures };
writeFileSync(path.join(caseFolder, 'case.json'), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(path.join(caseFolder, 'notes.md'), NOTES);
writeFileSync(path.join(caseFolder, 'PROVENANCE.md'), PROVENANCE(javaVersion()));
