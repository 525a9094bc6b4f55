import { expectAccessible } from '../check-accessibility.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { expect, test } from '../test.ts';

test('[JOURNEY-28] finds a text in all captures, and opens the raw text at a line of it', async ({ workbench: { page } }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await page.keyboard.press('Control+Shift+f');
  const search = open.main.getByRole('searchbox', { name: 'Search all evidence' });
  await expect(search).toBeFocused();
  await search.fill('availablestock');
  await page.keyboard.press('Enter');
  await expect(open.main.getByRole('heading', { name: /^thread-dump 3/ })).toBeVisible();
  await expect(open.main.getByRole('heading', { name: /^heap-histogram/ })).toHaveCount(0);
  await expectAccessible(page, 'search');
  await page.screenshot({ path: 'test-results/search.png' });

  await new Palette(page).open();
  await page.keyboard.type('SessionCache');
  await page.getByRole('option', { name: /Search all evidence/ }).click();
  await expect(open.main.getByRole('heading', { name: /^heap-histogram 1/ })).toBeVisible();
  await open.main.locator('.search-line', { hasText: 'SessionCache$Entry' }).first().click();
  await expect(open.rawText).toContainText('SessionCache');
});

test('[JOURNEY-29] says when nothing is found', async ({ workbench: { page } }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await new Palette(page).open();
  await page.keyboard.type('no such words anywhere');
  await page.getByRole('option', { name: /Search all evidence/ }).click();
  await expect(open.main.getByText('No line of 6 captures holds')).toBeVisible();
});
