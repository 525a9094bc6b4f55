import type { Page } from '@playwright/test';
import { expectAccessible } from '../check-accessibility.ts';
import { Frame } from '../pages/frame.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { expect, test } from '../test.ts';

/** What the keyboard stands on, as a screen reader is told. */
function activeRow(page: Page) {
  return page.locator('.tab-panel[data-active="true"] .row-active');
}

/** Opens the row menu by key and chooses an entry by its first letters and arrow keys only. */
async function chooseInMenu(page: Page, key: string, entry: string): Promise<void> {
  await page.keyboard.press(key);
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  for (let i = 0; i < 30 && !(await menu.getByRole('menuitem', { name: entry, exact: true }).evaluate((item) => item === document.activeElement)); i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

test('[JOURNEY-20] drives the table of classes by keys alone: filter, mark, chart, type, select, group, open', async ({ workbench: { page } }) => {
  test.setTimeout(180_000);
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  const palette = new Palette(page);
  await palette.run('Class changes');
  const panel = page.locator('.tab-panel[data-active="true"]');
  const grid = panel.getByRole('grid');
  await expect(grid.getByText('SessionCache$Entry').first()).toBeVisible();

  await page.keyboard.press('Control+f');
  await page.keyboard.type('SessionCache');
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await expect(activeRow(page)).toContainText('SessionCache$Entry');
  await page.keyboard.press('Control+d');
  await expect(panel.getByRole('img', { name: 'Bookmarked' })).toBeVisible();
  await chooseInMenu(page, 'Shift+F10', 'Trend of com.acme.shop.SessionCache$Entry');

  const chart = page.getByRole('slider', { name: /SessionCache\$Entry/ });
  await expect(chart).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /#1 .*6,165/);
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuetext', /#2 .*18,015/);
  await expect(page.getByText(/^Rises by .* per minute\.$/)).toBeVisible();
  await expectAccessible(page, 'trend');

  await palette.run('Class changes');
  await grid.focus();
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.type('java.lang.S');
  await expect(activeRow(page)).toContainText('java.lang.S');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('contentinfo').getByText(/^2 selected · Σ/)).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await expect(panel.locator('.header-button').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await chooseInMenu(page, 'Alt+ArrowDown', 'Group by this column');
  await expect(panel.getByRole('columnheader', { name: /^Rows/ })).toBeVisible();
  await expectAccessible(page, 'groups');
  await panel.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: /^Remove the filter Change/ })).toBeVisible();

  await palette.run('Notes');
  await expect(page.getByRole('button', { name: /SessionCache\$Entry/ })).toBeVisible();
  await page.getByRole('button', { name: /SessionCache\$Entry/ }).press('Enter');
  await expect(activeRow(page)).toContainText('SessionCache$Entry');
});

test('[JOURNEY-21] keeps marks with the case, over a reload and in Korean', async ({ workbench: { page } }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await open.goTo('Class changes');
  await open.grid.getByText('SessionCache$Entry').first().click();
  await page.keyboard.press('Control+d');
  await expect(page.getByRole('img', { name: 'Bookmarked' })).toBeVisible();
  await page.reload();
  const frame = new Frame(page);
  await expect(frame.topBar).toBeVisible();
  await frame.speak('한국어');
  await page.getByRole('button', { name: /checkout hangs/ }).first().click();
  await page.getByRole('button', { name: '메모' }).first().click();
  await expect(page.getByRole('button', { name: /SessionCache\$Entry/ })).toBeVisible();
});

test('[JOURNEY-22] shows and hides what was added, removed, changed or stayed the same in a comparison', async ({ workbench: { page } }) => {
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  await open.goTo('Class changes');
  await expect(page.getByText('7 of 379 rows')).toBeVisible();
  await expect(open.grid.locator('.cell-spark').first()).toBeVisible();
  await page.getByRole('button', { name: 'unchanged 372' }).click();
  await expect(page.getByText('379 rows', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'changed 7', exact: true }).click();
  await expect(page.getByText('372 of 379 rows')).toBeVisible();
});
