import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from '../check-accessibility.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { Frame } from '../pages/frame.ts';
import { Palette } from '../pages/palette.ts';
import { ROOT } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

let folder: string;
let file: string;

test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borescope-file-'));
  file = path.join(folder, 'incident.html');
  execFileSync(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), 'report', path.join(ROOT, 'resources', 'sample-incident'), '--format', 'workbench', '--out', file], { env: { ...process.env, BORESCOPE_HOME: path.join(folder, 'home') }, stdio: 'ignore' });
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens a file from disk with the network cut; afterwards the page must have asked for nothing and complained of nothing. */
async function offline(browser: Browser, place: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'UTC', offline: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const asked: string[] = [];
  const complaints: string[] = [];
  // Workers made from the page's own code are the only thing it may load.
  await context.route(/^(?!file:|blob:null)/, (route) => route.abort());
  context.on('request', (request) => (request.url() === `file://${place}` || request.url().startsWith('blob:null/') ? undefined : asked.push(request.url())));
  try {
    const page = await context.newPage();
    page.on('console', (line) => (line.type() === 'error' || line.type() === 'warning' ? complaints.push(line.text()) : undefined));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`file://${place}`);
    await use(page);
    expect(asked).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

test('[JOURNEY-60] opens from disk without a network: findings, sorting, filtering, comparing, locks, chart and raw text', async ({ browser }) => {
  await offline(browser, file, async (page) => {
    const open = new CasePage(page);
    const cause = open.finding('14 threads wait for', 'InventoryLedger');
    await expect(cause).toBeVisible();

    await open.showIn(cause, 'Threads');
    const rows = open.grid.getByRole('row');
    await expect(rows.nth(1)).toBeVisible();
    await page.getByRole('button', { name: 'Only the evidence' }).click();
    const header = open.grid.getByRole('columnheader', { name: /^State/ });
    await header.getByText('State').click();
    await expect(header).toHaveAttribute('aria-sort', /ascending|descending/);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('settlement');
    await expect(open.grid.getByText('settlement-1', { exact: true }).first()).toBeVisible();
    await expect(open.grid.getByText('http-nio-8080-exec-3', { exact: true })).toHaveCount(0);
    await open.grid.getByText('settlement-1', { exact: true }).first().click();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('SettlementService');

    await open.goTo('Class changes');
    await expect(open.grid.getByText('com.acme.shop.SessionCache$Entry').first()).toBeVisible();

    await open.goTo('Overview');
    await open.showIn(cause, 'Lock view');
    await expect(open.locks.getByText('InventoryLedger').first()).toBeVisible();
    await page.getByRole('radio', { name: 'Picture' }).click();
    await expect(page.getByRole('button', { name: /settlement-1/ }).first()).toBeVisible();

    await open.goTo('Trend and forecast');
    await expect(page.locator('.uplot canvas').first()).toBeVisible();
    await open.goTo('Flame graph');
    await expect(page.getByRole('tabpanel', { name: 'Flame graph' })).toContainText('InventoryLedger.reserve');

    await open.goTo('Overview');
    await open.why(cause).click();
    await open.evidence(cause).filter({ hasText: 'com.acme.shop.inventory.InventoryLedger' }).first().click();
    await expect(open.rawText).toContainText('com.acme.shop.inventory.InventoryLedger');
    await page.getByRole('textbox', { name: 'Go to line' }).fill('645');
    await page.keyboard.press('Enter');
    await expect(open.rawText).toContainText(/Found.one.Java-level.deadlock/);
  });
});

test('[JOURNEY-61] offers nothing that a file cannot do, in Korean and English, and breaks no accessibility rule', async ({ browser }) => {
  await offline(browser, file, async (page) => {
    const open = new CasePage(page);
    await expect(open.findings.first()).toBeVisible();
    for (const gone of [/capture/i, /^Home$/, /add a target/i]) await expect(page.getByRole('button', { name: gone }).and(page.locator(':not(.outline-button, .status-button)'))).toHaveCount(0);
    await expectAccessible(page, 'workbench file');
    const palette = new Palette(page);
    await palette.open();
    const commands = page.getByRole('option').filter({ hasText: /^Command/ });
    await expect(commands.first()).toBeVisible();
    expect((await commands.allTextContents()).join('\n')).not.toMatch(/Capture from|Open|Paste|report|delete|rename|verify|sample|target|first screen|system check/i);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('contentinfo')).toContainText('Read-only file, exported');
    await new Frame(page).speak('한국어');
    await expect(page.getByRole('contentinfo')).toContainText('읽기 전용 파일');
  });
});

test('[JOURNEY-62] says that a file is cut or changed instead of showing a part', async ({ browser }) => {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf('data-part="c1">') + 15 + 400;
  const changed = path.join(folder, 'changed.html');
  writeFileSync(changed, `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`);
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    await page.goto(`file://${changed}`);
    await expect(page.getByRole('alert')).toContainText('incomplete or was changed');
    await expect(page.getByRole('button', { name: /Open|Capture/ })).toHaveCount(0);
  } finally {
    await context.close();
  }
});

test('[JOURNEY-63] is made by the report dialog, within its size', async ({ workbench: { page }, browser }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await new Palette(page).run('report');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Workbench/ }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download the report' }).click();
  const made = await download;
  expect(made.suggestedFilename()).toMatch(/\.workbench\.html$/);
  const place = path.join(folder, 'made.html');
  await made.saveAs(place);
  const packed = Array.from(readFileSync(place, 'utf8').matchAll(/data-part="c\d+">([^<]*)</g), ([, part = '']) => Buffer.from(part, 'base64'));
  expect(packed.every((part) => gunzipSync(part).length > 0)).toBe(true);
  const evidence = packed.reduce((sum, part) => sum + part.length, 0);
  expect(statSync(place).size).toBeLessThan(6_000_000 + 1.2 * evidence);
  await offline(browser, place, async (file) => {
    await expect(new CasePage(file).finding('14 threads wait for', 'InventoryLedger')).toBeVisible();
  });
});

test('[JOURNEY-65] shows every replacement before a report is made, and leaves out what is not ticked', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  const dump = readFileSync(path.join(ROOT, 'shared', 'artifacts', 'thread-dump', 'fixtures', 'openjdk17--convoy-jcmd-l.txt'));
  const processes = `${readFileSync(path.join(ROOT, 'shared', 'artifacts', 'processes', 'fixtures', 'procps4--ef.txt'), 'utf8').trimEnd()}\n${Array.from({ length: 250 }, (_, i) => `root     ${71_000 + i}       1  0 10:00 ?        00:00:00 java -Ddb.password=N0tToBeKept${i} -Ddb.host=db-${i}.shop.example.com`).join('\n')}\n`;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles([{ name: 'ps.txt', mimeType: 'text/plain', buffer: Buffer.from(processes) }, { name: 'dump.txt', mimeType: 'text/plain', buffer: dump }]);
  await expect(new CasePage(page).findings.first()).toBeVisible();
  await new Palette(page).run('report');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status').filter({ hasText: 'lines change' })).toHaveText('250 lines change: passwords (250), hosts (250)');
  await expect(dialog.getByRole('listitem')).toHaveCount(200);
  await dialog.getByRole('button', { name: 'Show 50 more lines' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(250);
  await expect(dialog.getByRole('listitem').last()).toContainText('N0tToBeKept249');
  await expect(dialog.getByRole('listitem').last()).toContainText(/-Ddb\.password=<password-\d+>/);
  await expectAccessible(page, 'report dialog');
  await dialog.getByRole('checkbox', { name: 'hosts' }).uncheck();
  await expect(dialog.getByRole('status').filter({ hasText: 'lines change' })).toHaveText('250 lines change: passwords (250)');
  await expect(dialog.getByRole('status').last()).toContainText(/About \d/);

  await dialog.getByRole('checkbox', { name: /^ps\.txt/ }).uncheck();
  await expect(dialog.getByText('Nothing in these captures would be replaced.')).toBeVisible();
  await dialog.getByRole('radio', { name: 'XLSX' }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download the report' }).click();
  const sheet = await (await download).path();
  const names = execFileSync('unzip', ['-p', sheet, 'xl/workbook.xml'], { encoding: 'utf8' });
  expect(names).toContain('dump.txt');
  expect(names).not.toContain('ps.txt');
});
