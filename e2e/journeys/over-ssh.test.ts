import { createTestUser, startSshd, withoutSshd, type Sshd, type TestUser } from '../../electron/host/transports/ssh/testing/sshd.ts';
import { CaptureDialog } from '../pages/capture-dialog.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { Prompts } from '../pages/prompts.ts';
import { startShop, type RunningShop } from '../targets/start-shop.ts';
import { expect, test } from '../test.ts';

test.skip(withoutSshd, 'a real sshd needs root and the Debian package openssh-server');

let sshd: Sshd;
let user: TestUser;
let shop: RunningShop;

test.beforeAll(async () => {
  sshd = await startSshd();
  user = createTestUser();
  shop = await startShop(user);
});

test.afterAll(async () => {
  await shop.stop();
  await sshd.stop();
  user.remove();
});

test('[JOURNEY-11] signs in to a real sshd by the window’s questions, captures there and names the deadlock', async ({ workbench: { page } }) => {
  const prompts = new Prompts(page);
  await new HomePage(page).addSshTarget(`ssh://${user.name}@127.0.0.1:${sshd.port}`);
  await expect(prompts.hostKey).toContainText('SHA256:');
  expect(sshd.authAttempts()).toBe(0);
  await prompts.trust();
  await prompts.givePassword('not the password');
  await expect(prompts.password).toContainText('not accepted');
  await prompts.givePassword(user.password);

  const capture = new HomePage(page).captureButton(shop.pid, `${user.name}@127.0.0.1:${sshd.port}`);
  await expect(capture).toBeVisible({ timeout: 20_000 });
  await capture.click();
  const dialog = new CaptureDialog(page);
  await dialog.setRounds(1);
  await expect(dialog.start).toBeEnabled();
  await dialog.start.click();
  const open = new CasePage(page);
  await expect(open.finding('settlement-1', 'settlement-2')).toBeVisible({ timeout: 30_000 });
  await expect(open.finding('14 threads wait for', 'InventoryLedger')).toBeVisible();
});

test('[JOURNEY-12] sends nothing to a host whose key is refused', async ({ workbench: { page } }) => {
  const prompts = new Prompts(page);
  const before = sshd.authAttempts();
  await new HomePage(page).addSshTarget(`ssh://${user.name}@127.0.0.1:${sshd.port}`);
  await expect(prompts.hostKey).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('was not trusted. Nothing was sent.').first()).toBeVisible();
  expect(sshd.authAttempts()).toBe(before);
});
