// The window while 30 hosts are captured at once: a browser presses Capture, then goes on working in the case that fills.
// Measured meanwhile: the page's longest tasks, the time from a click to the next picture, how soon a table opens; then what three captures more cost host and page in memory.
// Needs root and a build (npm run build). Run: node bench/window-while-capturing-bench.mjs [targets]; exit status 1 when a limit is missed.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { importSources } from './import-sources.mjs';
import { watchMainThread } from './main-thread.mjs';
import { startManyHosts } from './many-hosts.mjs';
import { residentMb } from './resident-memory.mjs';

/** Of what progress alone brings about, and of what a hand asked for. In processor time: by the clock every other program of the computer would be measured too. */
const PROGRESS_TASK_LIMIT_MS = 50;
const HAND_TASK_LIMIT_MS = 100;
const HOST_GROWTH_LIMIT_MB = 64;
const PAGE_GROWTH_LIMIT_MB = 24;
const KINDS = ['Thread dump', 'Sockets', 'Open files', 'Processes', 'Thread CPU'];
const ALL_KINDS = [...KINDS, 'Heap histogram', 'Requests'];
const ROUNDS = 2;
const count = Number(process.argv[2] ?? 30);
const { startWorkbench, createClientHome, authorize, makeKey } = await importSources(`
export { startWorkbench } from './e2e/start-workbench.ts';
export { createClientHome, authorize } from './electron/host/transports/ssh/testing/sshd-target.ts';
export { makeKey } from './electron/host/transports/ssh/testing/sshd.ts';
`);

/** A home whose ssh_config names every host. */
function homeThatKnows(hosts) {
  const home = createClientHome();
  const key = makeKey(home.folder, 'key', 'ed25519');
  const entries = hosts.map(({ sshd, user }, n) => {
    home.trust(sshd);
    authorize(sshd, key);
    return `Host shop-${String(n + 1).padStart(2, '0')}\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${user.name}\n  IdentityFile ${key}\n`;
  });
  writeFileSync(path.join(home.folder, '.ssh', 'config'), entries.join(''));
  return home;
}

/** Presses what says `text` below `scope`, as a mouse does. Found by the page itself, since looks by role would be counted as its work. */
async function press(page, scope, text, timeout = 60_000) {
  const find = ([where, pattern]) => {
    const found = [...document.querySelectorAll(`${where} :is(button, label)`)].find((element) => new RegExp(pattern).test(element.textContent) && element.disabled !== true && element.offsetParent !== null);
    if (found === undefined) return null;
    found.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = found.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const place = await (await page.waitForFunction(find, [scope, text], { timeout, polling: 100 })).jsonValue();
  await page.mouse.click(place.x, place.y);
}

const holds = (page, selector) => page.evaluate((where) => document.querySelector(where) !== null, selector);
const DIALOG = '[role="dialog"]';
const TARGETS = 'section[aria-label="Targets"]';
const OUTLINE = 'section[aria-label="Case outline"]';

/** Presses Capture; ends when the dialog is gone. */
async function startCapture(page, say) {
  await page.click('.find-jvm');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('shop-');
  await say('asking all');
  // Offered only before the first capture.
  if (!(await page.evaluate((where) => document.querySelector(where).textContent.includes('Capture these'), TARGETS))) await press(page, TARGETS, '^Ask all$');
  await page.waitForFunction(([where, wanted]) => [...document.querySelectorAll(`${where} button`)].filter(({ textContent }) => /shop-\d+.*1 JVM/.test(textContent)).length === wanted, [TARGETS, count], { timeout: 120_000, polling: 200 });
  await say('planning');
  await press(page, TARGETS, '^Capture these$');
  const ticked = await page.evaluate((dialog) => [...document.querySelectorAll(`${dialog} label:has(input[type="checkbox"]:checked)`)].map(({ textContent }) => textContent), DIALOG);
  for (const kind of [...KINDS.filter((one) => !ticked.includes(one)), ...ALL_KINDS.filter((one) => ticked.includes(one) && !KINDS.includes(one))]) await press(page, DIALOG, `^${kind}$`);
  await page.click(`${DIALOG} input[type="number"]`, { clickCount: 3 });
  await page.keyboard.type(`${ROUNDS}\t`);
  if (await holds(page, `${DIALOG} input[type="radio"][name="destination"]`)) await press(page, DIALOG, '^A new case$');
  await press(page, DIALOG, `^Capture ${ROUNDS} rounds from ${count} processes$`);
  await page.waitForFunction((dialog) => document.querySelector(dialog) === null, DIALOG, { timeout: 60_000, polling: 100 });
}

/** Opens the last capture of a kind; gives the ms until its rows are there, null when it has none yet. */
async function openTable(page, kind, say) {
  const begun = await page.evaluate(([where, name]) => {
    const kinds = [...document.querySelectorAll(`${where} > ul > li`)].find((row) => row.querySelector('.outline-row').textContent.startsWith(name));
    const last = [...(kinds?.querySelectorAll(':scope > ul > li > .outline-row .outline-button') ?? [])].at(-1);
    last?.scrollIntoView({ block: 'nearest' });
    const box = last?.getBoundingClientRect();
    return box === undefined ? null : { x: box.x + 40, y: box.y + box.height / 2 };
  }, [OUTLINE, kind]);
  if (begun === null) return null;
  await say(`opening ${kind}`);
  const at = performance.now();
  await page.mouse.click(begun.x, begun.y);
  await page.waitForFunction(() => document.querySelector('.tab-panel[data-active="true"] [role="gridcell"]') !== null, null, { timeout: 10_000, polling: 'raf' });
  return performance.now() - at;
}

/** Nobody touches anything: what happens now comes of progress. */
const STANDING_STILL = 'standing still';

/** What a person does meanwhile; gives the ms until each table showed its rows. */
async function workMeanwhile(page, say) {
  const opened = [];
  while (await holds(page, '.status-bar progress')) {
    for (const name of ['Overview', 'Captures and raw text']) {
      await say(name);
      await press(page, OUTLINE, `^${name}`);
      await page.waitForTimeout(300);
      await say(`${STANDING_STILL} at ${name}`);
      await page.waitForTimeout(700);
    }
    for (const kind of ['Sockets', 'Open files', 'Thread dump']) {
      const ms = await openTable(page, kind, say);
      if (ms === null) continue;
      opened.push(ms);
      await say(`scrolling ${kind}`);
      await page.mouse.move(700, 500);
      for (let notch = 0; notch < 5; notch += 1) await page.mouse.wheel(0, 240);
    }
    await say('the palette');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('threads', { delay: 20 });
    await page.keyboard.press('Escape');
  }
  return opened;
}

async function pageHeapMb(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

const top = (values, most = 5) => values.toSorted((a, b) => b - a).slice(0, most).map((value) => Math.round(value)).join(', ') || 'none';
let failed = false;
const verdict = (value, limit, unit) => {
  failed ||= value > limit;
  return `limit ${limit} ${unit} ${value > limit ? 'MISSED' : 'ok'}`;
};

const many = await startManyHosts(count);
const home = homeThatKnows(many.hosts);
const workbench = await startWorkbench({ HOME: home.folder, DOCKER_HOST: `unix://${home.folder}/no-engine`, KUBECONFIG: path.join(home.folder, 'no-kubeconfig') });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.goto(workbench.url);
  let opened = [];
  const begun = performance.now();
  const { tasks, inputs, longTasks } = await watchMainThread(browser, page, async (say) => {
    await startCapture(page, say);
    opened = await workMeanwhile(page, say);
  });
  const seconds = (performance.now() - begun) / 1000;
  const memory = async () => ({ host: residentMb(workbench.pid), page: await pageHeapMb(page) });
  const quiet = async () => undefined;
  const captured = async () => {
    await startCapture(page, quiet);
    await workMeanwhile(page, quiet);
  };
  // Two cases are held in memory at most, so from the second on it has to stay flat.
  await captured();
  const before = await memory();
  for (let again = 0; again < 3; again += 1) await captured();
  const after = await memory();
  const longest = (some) => some.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  const told = (some) => longest(some).map(({ ms, during }) => `${ms.toFixed(0)} ms ${during}`).join('; ');
  const byProgress = tasks.filter(({ during }) => during.startsWith(STANDING_STILL));
  const byHand = tasks.filter((task) => !byProgress.includes(task));
  console.log(`${count} hosts over SSH captured from a window, ${ROUNDS} rounds of ${KINDS.length} kinds, ${seconds.toFixed(0)} s; node ${process.version}, ${os.cpus().length} processors; tasks in processor time`);
  console.log(`longest tasks by progress    ${told(byProgress)}  ${verdict(longest(byProgress)[0].ms, PROGRESS_TASK_LIMIT_MS, 'ms')}`);
  console.log(`longest tasks by a hand      ${told(byHand)}  ${verdict(longest(byHand)[0].ms, HAND_TASK_LIMIT_MS, 'ms')}`);
  console.log(`by the clock, load per core ${(os.loadavg()[0] / os.cpus().length).toFixed(1)}: ${longTasks.length} tasks over 50 ms (${top(longTasks)} ms); from a hand to the picture ${top(inputs)} ms at most, of ${inputs.length} over 16 ms`);
  console.log(`a table opened meanwhile     ${top(opened)} ms at most, of ${opened.length}`);
  console.log(`memory over 3 more captures  host ${before.host.toFixed(0)} → ${after.host.toFixed(0)} MB  ${verdict(after.host - before.host, HOST_GROWTH_LIMIT_MB, 'MB more')}; page ${before.page.toFixed(0)} → ${after.page.toFixed(0)} MB  ${verdict(after.page - before.page, PAGE_GROWTH_LIMIT_MB, 'MB more')}`);
} finally {
  await browser.close();
  await workbench.stop();
  home.remove();
  await many.stop();
}
process.exit(failed ? 1 : 0);
