import { CaptureDialog } from '../pages/capture-dialog.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { startShop, type RunningShop } from '../targets/start-shop.ts';
import { expect, test } from '../test.ts';

let shop: RunningShop;

test.beforeAll(async () => {
  shop = await startShop();
});

test.afterAll(() => shop.stop());

test('[JOURNEY-10] captures a running JVM from the window and names its deadlock', async ({ workbench: { page } }) => {
  const capture = new HomePage(page).captureButton(shop.pid);
  await expect(capture).toBeVisible();
  await capture.click();
  const dialog = new CaptureDialog(page);
  await expect(dialog.dialog).toContainText(/Thread\.print/);
  await dialog.setRounds(1);
  await expect(dialog.start).toBeEnabled();
  await dialog.start.click();
  const open = new CasePage(page);
  const deadlock = open.finding('settlement-1', 'settlement-2');
  await expect(deadlock).toBeVisible({ timeout: 30_000 });
  await open.why(deadlock).click();
  await expect(open.evidence(deadlock).filter({ hasText: 'com.acme.shop.payments.Account' }).first()).toBeVisible();
});
