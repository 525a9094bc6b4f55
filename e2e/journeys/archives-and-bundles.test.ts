import { inflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { makeTar } from '../../electron/host/archives/testing/make-tar.ts';
import { makeZip } from '../../electron/host/archives/testing/make-zip.ts';
import { expectAccessible } from '../check-accessibility.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { ROOT } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

const DEADLOCK = readFileSync(path.join(ROOT, 'shared', 'artifacts', 'thread-dump', 'fixtures', 'openjdk17--monitor-deadlock-jstack.txt'));

async function open(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
}

async function download(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
  return readFileSync(await (await download).path());
}

/** The first capture begins with a kind of block that deflate does not have. */
function withPackingBroken(bundle: Buffer): Buffer {
  const changed = Buffer.from(bundle);
  changed[bundle.indexOf('stdout.bin') + 'stdout.bin'.length] = 0xff;
  return changed;
}

/** Changes a bit of the first capture's packed text such that it still unpacks: only its hash can tell. */
function withOneBitChanged(bundle: Buffer): Buffer {
  const header = bundle.lastIndexOf('PK\u0003\u0004', bundle.indexOf('stdout.bin'));
  const data = header + 30 + bundle.readUInt16LE(header + 26) + bundle.readUInt16LE(header + 28);
  for (let at = data + 500; at < bundle.length; at += 37) {
    const changed = Buffer.from(bundle);
    changed[at] = (changed[at] ?? 0) ^ 1;
    try {
      inflateRawSync(changed.subarray(data));
      return changed;
    } catch {
      // This bit damaged the packing itself; the next place is tried.
    }
  }
  throw new Error('no bit of the capture can be changed without damage to its packing');
}

test('[JOURNEY-80] opens a support bundle like a folder, and says what of it did not come in', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  const zip = makeZip([{ name: 'node-1/logs.tar', data: makeTar([{ name: 'dump.txt', data: DEADLOCK }]) }, { name: '../evil.txt', data: 'x' }, { name: 'again.txt', data: DEADLOCK }]);
  await open(page, 'support.zip', zip);
  const shown = new CasePage(page);
  await expect(shown.finding('deadlock')).toBeVisible();
  await expect(shown.main).toContainText('1 file was not taken in');
  await new Palette(page).run('captures');
  const leftOut = page.getByRole('table', { name: 'Not taken in' });
  await expect(leftOut.getByRole('row').filter({ hasText: 'support.zip!/../evil.txt' })).toContainText('leads out of the archive');
  await expect(leftOut.getByRole('row').filter({ hasText: 'again.txt' })).toContainText('the same bytes as support.zip!/node-1/logs.tar!/dump.txt');
  await expectAccessible(page, 'captures with left-out files');
});

test('[JOURNEY-81] hands over a redacted bundle that opens as the same case, and marks a changed one', async ({ workbench: { page } }) => {
  const sample = await new HomePage(page).openSample();
  await expect(sample.findings.first()).toBeVisible();
  await new Palette(page).run('export');
  const dialog = page.getByRole('dialog', { name: 'Export a bundle' });
  await expect(dialog.getByRole('checkbox')).toBeChecked();
  const bundle = await download(page, 'Download the bundle');
  await expect(dialog).toContainText('was handed to the downloads');
  await page.keyboard.press('Escape');

  await open(page, 'received.borescope', bundle);
  await expect(sample.finding('InventoryLedger').first()).toBeVisible();
  await expect(page.getByText('This bundle is not as it was packed')).toHaveCount(0);

  await open(page, 'changed.borescope', withOneBitChanged(bundle));
  const notice = page.getByRole('region', { name: 'This bundle is not as it was packed' });
  await expect(notice).toContainText('changed since it was packed');
  await expect(notice).toContainText('stdout.bin');
  await expectAccessible(page, 'a changed bundle');

  await open(page, 'damaged.borescope', withPackingBroken(bundle));
  await expect(notice).toContainText('damaged since it was packed');
  await expect(page.getByRole('main')).toContainText('Damaged since it was packed: nothing of it can be unpacked.');
  await expect(page.getByRole('main')).not.toContainText('The file is empty');
});

test('[JOURNEY-82] turns tokens of a redacted report back to names', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  await open(page, 'ps.txt', Buffer.from('UID          PID    PPID  C STIME TTY          TIME CMD\nroot     71000       1  0 10:00 ?        00:00:00 java -Ddb.host=db-7.shop.example.com Shop\n'));
  await expect(page.getByRole('main')).toContainText('ps.txt');
  await new Palette(page).run('export');
  await download(page, 'Download the bundle');
  await page.keyboard.press('Escape');
  await new Palette(page).run('tokens back');
  const dialog = page.getByRole('dialog', { name: 'Turn tokens back to names' });
  await dialog.getByLabel('Text with tokens').fill('Ask the owner of <host-1> and of <host-99>.');
  await dialog.getByRole('button', { name: 'Turn back' }).click();
  await expect(dialog.getByLabel('With names')).toHaveValue('Ask the owner of db-7.shop.example.com and of <host-99>.');
  await expect(dialog).toContainText('1 token was not given on this computer');
  await expectAccessible(page, 'tokens turned back');
});
