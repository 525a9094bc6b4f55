import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { ROOT } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

const FIXTURES = path.join(ROOT, 'shared', 'artifacts', 'thread-dump', 'fixtures');
const DEADLOCK = path.join(FIXTURES, 'openjdk17--monitor-deadlock-jstack.txt');
const CONVOY = path.join(FIXTURES, 'openjdk17--convoy-jcmd-l.txt');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0xff, 0xd9]);

test('[JOURNEY-24] opens chosen files by Ctrl+O, and says what is no capture', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles([
    { name: 'deadlock.txt', mimeType: 'text/plain', buffer: readFileSync(DEADLOCK) },
    { name: 'photo.txt', mimeType: 'text/plain', buffer: JPEG },
    { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ]);
  const open = new CasePage(page);
  await expect(open.finding('deadlock')).toBeVisible();
  await expect(open.main).toContainText('JPEG image');
  await expect(open.main).toContainText('The file is empty');
});

test('[JOURNEY-25] takes what is dropped anywhere on the window', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'convoy.txt', { type: 'text/plain' }));
    return data;
  }, readFileSync(CONVOY, 'utf8'));
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('.status-bar', type, { dataTransfer: dropped });
  await expect(new CasePage(page).finding('java.lang.Object')).toBeVisible();
});

test('[JOURNEY-26] takes pasted text as a document', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, readFileSync(DEADLOCK, 'utf8'));
  await expect(new CasePage(page).finding('deadlock')).toBeVisible();
});

test('[JOURNEY-27] hands over a report that needs no network and no script', async ({ workbench: { page }, browser }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await new Palette(page).run('report');
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Download the report' }).click();
  const file = await (await download).path();

  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  try {
    const report = await context.newPage();
    const asked: string[] = [];
    report.on('request', (request) => asked.push(request.url()));
    await report.goto(`file://${file}`);
    await expect(report.getByText('2 threads wait for each other in a deadlock')).toBeVisible();
    await expect(report.getByText('14 threads wait for').first()).toBeVisible();
    expect(asked).toEqual([`file://${file}`]);
  } finally {
    await context.close();
  }
});

test('[JOURNEY-91] takes only the tables chosen into a report, and the size follows', async ({ workbench: { page } }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await new Palette(page).run('report');
  const dialog = page.getByRole('dialog');
  const size = dialog.getByRole('status');
  await expect(size).toHaveText(/About \d+ KB/);
  const whole = Number(/\d+/.exec(await size.innerText())?.[0]);
  await expect(dialog.getByText('Tables (10 of 10)')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Heap histogram', exact: true }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Stacks' }).uncheck();
  await expect(dialog.getByText('Tables (6 of 10)')).toBeVisible();
  await expect.poll(async () => Number(/About (\d+) KB/.exec(await size.innerText())?.[1] ?? whole)).toBeLessThan(whole);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download the report' }).click();
  const report = readFileSync(await (await download).path(), 'utf8');
  expect(['Locks, thread-dump 1', 'Stacks, thread-dump 1', 'Classes, heap-histogram 1'].map((title) => report.includes(title))).toEqual([true, false, false]);
  await dialog.getByRole('radio', { name: /JSON/ }).check();
  await expect(dialog.getByText('This format holds all tables.')).toBeVisible();
});
