import { expectAccessible } from '../check-accessibility.ts';
import { Frame } from '../pages/frame.ts';
import { HomePage } from '../pages/home-page.ts';
import { Palette } from '../pages/palette.ts';
import { expect, test } from '../test.ts';

test.describe('sample incident', () => {
  test('[JOURNEY-01] leads from the first screen to the root cause and its evidence in three clicks', async ({ workbench: { page } }) => {
    const home = new HomePage(page);
    const open = await home.openSample(); // 1
    const cause = open.finding('14 threads wait for', 'InventoryLedger');
    await expect(cause).toBeVisible();
    await expect(cause).toContainText('http-nio-8080-exec-');
    await expect(cause).toContainText('reads from a socket');
    await open.why(cause).click(); // 2
    const line = open.evidence(cause).filter({ hasText: 'com.acme.shop.inventory.InventoryLedger' }).first();
    await expect(line).toBeVisible();
    await line.click(); // 3
    await expect(open.rawText).toContainText('com.acme.shop.inventory.InventoryLedger');
  });

  test('[JOURNEY-02] names the owner’s slow call, the deadlock and the growing class', async ({ workbench: { page } }) => {
    const open = await new HomePage(page).openSample();
    await expect(open.finding('settlement-1', 'settlement-2')).toBeVisible();
    await expect(open.finding('SessionCache$Entry')).toBeVisible();
    await expect(open.finding('14 threads wait for')).toContainText('WarehouseClient.availableStock');
  });

  test('[JOURNEY-03] speaks Korean and English, and changes between them in place', async ({ workbench: { page } }) => {
    const frame = new Frame(page);
    const open = await new HomePage(page).openSample();
    // The overview is whole when its facts are there.
    await expect(page.getByRole('heading', { name: 'Key figures' })).toBeVisible();
    const before = await open.findings.count();
    await frame.speak('한국어');
    await expect(page.getByRole('heading', { name: '진단 결과' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(open.findings).toHaveCount(before);
    await expect(open.finding('InventoryLedger')).toContainText(/습니다|니다/);
    await frame.speak('English');
    await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  });

  test('[JOURNEY-04] wears the light and the dark theme', async ({ workbench: { page } }) => {
    const frame = new Frame(page);
    await frame.wear('Dark');
    await expect.poll(() => frame.isDark()).toBe(true);
    await frame.wear('Light');
    await expect.poll(() => frame.isDark()).toBe(false);
  });

  test('[TABLE-24] leads from a finding to the threads it rests on, and from there to all', async ({ workbench: { page } }) => {
    const open = await new HomePage(page).openSample();
    const cause = open.finding('14 threads wait for', 'InventoryLedger');
    await open.showIn(cause, 'Threads');
    const chip = page.getByRole('button', { name: 'Only the evidence' });
    await expect(chip).toBeVisible();
    await expect(open.grid.getByRole('row')).toHaveCount(16);
    await expect(open.grid.getByText('http-nio-8080-exec-3', { exact: true }).first()).toBeVisible();
    await expect(open.grid.getByText('settlement-1', { exact: true })).toHaveCount(0);
    await open.grid.getByRole('columnheader', { name: /^State/ }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Group by this column' }).click();
    await expect(open.grid.getByRole('row')).toHaveCount(3);
    await expect(open.grid.getByRole('row', { name: /BLOCKED/ })).toContainText('14');
    await page.getByRole('button', { name: 'Do not group by State' }).click();
    await expect(open.grid.getByRole('row')).toHaveCount(16);
    await chip.click();
    await expect(open.grid.getByText('settlement-1', { exact: true }).first()).toBeVisible();
  });

  test('[TREE-03] leads from a finding to its lock among all locks', async ({ workbench: { page } }) => {
    const open = await new HomePage(page).openSample();
    await open.showIn(open.finding('14 threads wait for', 'InventoryLedger'), 'Lock view');
    const chosen = open.locks.getByRole('row', { selected: true });
    await expect(chosen).toContainText('InventoryLedger');
    await expect(chosen).toBeInViewport();
    await expect(open.locks.getByRole('row', { name: '14 waiters on one stack' })).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('InventoryLedger');
  });

  for (const theme of ['Light', 'Dark'] as const) {
    test(`[JOURNEY-05] breaks no accessibility rule in any view, ${theme}`, async ({ workbench: { page } }) => {
      test.setTimeout(120_000);
      await new Frame(page).wear(theme);
      const home = new HomePage(page);
      await expect(home.title).toBeVisible();
      await expectAccessible(page, 'first screen');
      const open = await home.openSample();
      const cause = open.finding('14 threads wait for', 'InventoryLedger');
      await open.why(cause).click();
      await expect(open.evidence(cause).first()).toBeVisible();
      await expectAccessible(page, 'overview');
      await open.showIn(cause, 'Threads');
      await open.grid.getByText('WarehouseClient').first().click();
      await expectAccessible(page, 'threads');
      await open.goTo('Overview');
      await open.showIn(cause, 'Lock view');
      await expect(open.locks.getByText('InventoryLedger').first()).toBeVisible();
      await expectAccessible(page, 'lock view');
      await open.goTo('Class changes');
      await expect(open.grid.getByText('SessionCache$Entry')).toBeVisible();
      await expectAccessible(page, 'class changes');
      await new Palette(page).open();
      await expectAccessible(page, 'palette');
    });
  }

  test('[JOURNEY-06] runs a command by its name from the palette', async ({ workbench: { page } }) => {
    const palette = new Palette(page);
    await palette.run('sample incident');
    await expect(page.getByRole('heading', { name: 'Findings' })).toBeVisible();
  });
});
