// 67 dumps of 1,000 threads (about 335 MB) dropped on the window: how soon something moves, how soon the first findings and all of them are there,
// and the page's longest tasks meanwhile. Five runs, each with a workbench of its own.
// Needs a build (npm run build). Run: node bench/large-drop-bench.mjs; exit status 1 when a limit is missed.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { importSources } from './import-sources.mjs';
import { generate } from './thread-dump-generate.mjs';

const DUMPS = 67;
const RUNS = 5;
const FIRST_FINDINGS_LIMIT_MS = 3000;
const TASK_LIMIT_MS = 50;
const file = path.join(import.meta.dirname, '.data', `thread-dumps-${DUMPS}x1000.txt`);
if (!existsSync(file)) generate({ out: file, dumps: DUMPS, threads: 1000 });
const { startWorkbench } = await importSources(`export { startWorkbench } from './e2e/start-workbench.ts';`);

/** Looked at by the page itself at each picture: looks from outside would be part of its work. */
function watch() {
  globalThis.seen = { progress: 0, first: 0, all: 0, tasks: [] };
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  const look = () => {
    const now = performance.now();
    if (/Reading .* [1-9]\d* %/.test(document.querySelector('.status-bar')?.textContent ?? '')) seen.progress ||= now;
    if (document.querySelector('.finding') !== null) seen.first ||= now;
    if (document.querySelector('.overview-facts .figures') !== null) seen.all ||= now;
    requestAnimationFrame(look);
  };
  look();
}

async function drop(browser) {
  const workbench = await startWorkbench();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  try {
    await page.goto(workbench.url);
    await page.getByRole('region', { name: 'Targets' }).waitFor();
    await page.waitForTimeout(1000);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    const chosen = await chooser;
    await page.evaluate(watch);
    const begun = await page.evaluate(() => performance.now());
    await chosen.setFiles(file);
    await page.waitForFunction(() => globalThis.seen.all > 0, null, { timeout: 120_000, polling: 500 });
    await page.waitForTimeout(2000);
    const { progress, first, all, tasks } = await page.evaluate(() => globalThis.seen);
    return { progress: progress - begun, first: first - begun, all: all - begun, longest: Math.max(0, ...tasks) };
  } finally {
    await page.close();
    await workbench.stop();
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const runs = [];
try {
  for (let run = 0; run < RUNS; run += 1) runs.push(await drop(browser));
} finally {
  await browser.close();
}
const sorted = (key) => runs.map((run) => run[key]).toSorted((a, b) => a - b);
const told = (key) => sorted(key).map((ms) => Math.round(ms)).join(', ');
const worst = (key) => sorted(key).at(-1);
const verdict = (isMissed) => (isMissed ? 'MISSED' : 'ok');
const late = worst('first') > FIRST_FINDINGS_LIMIT_MS;
const blocked = worst('longest') > TASK_LIMIT_MS;
console.log(`${(statSync(file).size / 1e6).toFixed(0)} MB dropped on the window, ${RUNS} runs, ms`);
console.log(`progress moves     ${told('progress')}`);
console.log(`first findings     ${told('first')}  limit ${FIRST_FINDINGS_LIMIT_MS} ${verdict(late)}`);
console.log(`all findings       ${told('all')}`);
console.log(`longest task       ${told('longest')}  limit ${TASK_LIMIT_MS} (0: none of 50 or more) ${verdict(blocked)}`);
process.exit(late || blocked ? 1 : 0);
