import { CaptureDialog } from '../pages/capture-dialog.ts';
import { HomePage } from '../pages/home-page.ts';
import { TargetsPanel } from '../pages/targets-panel.ts';
import { startShop, type RunningShop } from '../targets/start-shop.ts';
import { expect, test } from '../test.ts';

/** Nothing listens there. */
const GONE = '127.0.0.1:9';

let shop: RunningShop;

test.beforeAll(async () => {
  shop = await startShop();
});

test.afterAll(() => shop.stop());

test('[JOURNEY-50] finds a JVM on any target by typing, names who did not answer, and captures what was found', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).captureButton(shop.pid)).toBeVisible();
  const targets = new TargetsPanel(page);
  await new HomePage(page).addSshTarget(`ssh://${GONE}`);
  await expect(targets.target(GONE)).toContainText('not reachable', { timeout: 15_000 });

  await targets.find.fill(String(shop.pid));
  await expect(targets.panel).toContainText('1 JVM found');
  await expect(targets.status).toContainText(`No answer from ${GONE}`);
  await targets.button('Capture these').click();
  const dialog = new CaptureDialog(page);
  await expect(dialog.dialog.getByRole('checkbox', { checked: true }).first()).toBeVisible();
  await expect(dialog.dialog).toContainText(/Thread\.print/);
  await dialog.dialog.getByRole('searchbox', { name: 'Filter processes' }).fill('no such class');
  await expect(dialog.dialog.getByRole('checkbox', { name: 'All shown' })).toBeDisabled();
  await page.keyboard.press('Escape');

  await targets.find.fill('no such class');
  await expect(targets.panel).toContainText('No JVM found');
  await targets.find.press('Escape');
  await expect(targets.find).toHaveValue('');
});

test('[JOURNEY-51] keeps favourites first, and reconnects', async ({ workbench: { page } }) => {
  const targets = new TargetsPanel(page);
  await new HomePage(page).addSshTarget(`ssh://${GONE}`);
  const gone = targets.target(GONE);
  await expect(gone).toContainText('not reachable', { timeout: 15_000 });
  await gone.click();
  await targets.button('Favourite').click();
  await expect(targets.panel.getByRole('img', { name: 'Favourite' })).toBeVisible();
  await page.reload();
  await expect(targets.panel.getByRole('img', { name: 'Favourite' })).toBeVisible();
  await gone.click();
  await targets.button('Reconnect').click();
  await expect(gone).toContainText('not reachable', { timeout: 15_000 });
});
