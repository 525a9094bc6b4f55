import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../check-accessibility.ts';
import { CasePage } from '../pages/case-page.ts';
import { Frame } from '../pages/frame.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { expect, test } from '../test.ts';

const captures = (page: Page) => page.getByRole('table', { name: 'How it was captured' }).locator('tbody tr');

async function inBothThemes(page: Page, view: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: path.join('test-results', `${view}-${theme}.png`) });
  }
}

test('[JOURNEY-70] copies two captures into a new case, tags it, and merges the old case back in', async ({ workbench: { page } }) => {
  test.setTimeout(120_000);
  const palette = new Palette(page);
  const sample = await new HomePage(page).openSample();
  await expect(sample.findings.first()).toBeVisible();

  await palette.run('Split this case');
  const split = page.getByRole('dialog', { name: 'Split this case' });
  await expect(split.getByRole('button', { name: /open the case$/ })).toBeDisabled();
  await split.getByLabel('Name of the new case').fill('Heap only');
  for (const round of [1, 2]) await split.getByRole('checkbox', { name: new RegExp(`heap-histogram ${round}`) }).check();
  await expectAccessible(page, 'split');
  await inBothThemes(page, 'split-en');
  await split.getByRole('button', { name: 'Copy 2 captures and open the case' }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: /Heap only/ })).toBeVisible();
  const open = new CasePage(page);
  await palette.run('Go to Captures and raw text');
  await expect(captures(page)).toHaveCount(2);
  await expect(open.main.getByText(/^On disk: .* of evidence/)).toBeVisible();
  await inBothThemes(page, 'captures-en');

  await palette.run('Tag this case');
  const tags = page.getByRole('dialog', { name: 'Tag this case' });
  await tags.getByLabel('Tags, with commas between them').fill('heap, INC-4711, HEAP');
  await expectAccessible(page, 'tags');
  await inBothThemes(page, 'tags-en');
  await tags.getByRole('button', { name: 'Save' }).click();
  await expect(tags).toBeHidden();

  await palette.run('Merge another case into this one');
  const merge = page.getByRole('dialog', { name: 'Merge another case into this one' });
  await merge.getByRole('radio').check();
  await expectAccessible(page, 'merge');
  await merge.getByRole('button', { name: /^Merge “/ }).click();
  await expect(merge.getByText(/^4 captures of “.*” came in\. 2 were here already\./)).toBeVisible();
  await inBothThemes(page, 'merge-en');
  await merge.getByRole('button', { name: /^Merge “/ }).click();
  await expect(merge.getByText(/^0 captures of “.*” came in\. 6 were here already\./)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(captures(page)).toHaveCount(6);
  await new Frame(page).speak('한국어');
  for (const [command, view] of [['다른 케이스를 이 케이스에 합치기', 'merge-ko'], ['이 케이스 나누기', 'split-ko'], ['이 케이스에 태그 달기', 'tags-ko']] as const) {
    await palette.page.keyboard.press('Control+k');
    await page.keyboard.type(command);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: command })).toBeVisible();
    await inBothThemes(page, view);
    await page.keyboard.press('Escape');
  }
  await inBothThemes(page, 'captures-ko');
});

test('[JOURNEY-71] finds a recent case by its tag', async ({ workbench: { page } }) => {
  const sample = await new HomePage(page).openSample();
  await expect(sample.findings.first()).toBeVisible();
  const palette = new Palette(page);
  await palette.run('Split this case');
  const split = page.getByRole('dialog');
  await split.getByLabel('Name of the new case').fill('Checkout hangs');
  await split.getByRole('button', { name: 'All' }).click();
  await split.getByRole('checkbox', { name: 'Then delete them from this case' }).check();
  await expectAccessible(page, 'split and delete');
  await inBothThemes(page, 'split-delete-en');
  await split.getByRole('button', { name: 'Copy 6 captures and open the case' }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: /Checkout hangs/ })).toBeVisible();
  await palette.run('Tag this case');
  await page.getByRole('dialog').getByLabel('Tags, with commas between them').fill('prod, checkout');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await palette.run('Go to Home');
  const recents = page.locator('.case-row');
  await expect(recents).toHaveCount(2);
  await page.getByRole('button', { name: 'prod', exact: true }).click();
  await expect(recents).toHaveCount(1);
  await expect(recents).toContainText('Checkout hangs');
  await expect(recents).toContainText('6 captures');
  await expectAccessible(page, 'recents');
  await inBothThemes(page, 'recents-en');
  await page.getByRole('searchbox', { name: 'Find a case' }).fill('nothing like it');
  await expect(page.getByText('No recent case fits.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a case' }).fill('');
  await page.getByRole('button', { name: 'prod', exact: true }).click();
  await expect(recents).toHaveCount(2);
  await expect(recents.last()).toContainText('0 captures');
  await new Frame(page).speak('한국어');
  await inBothThemes(page, 'recents-ko');
});
