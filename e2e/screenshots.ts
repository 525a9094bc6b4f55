import path from 'node:path';
import type { Page } from '@playwright/test';
import { createTestUser, startSshd } from '../electron/host/transports/ssh/testing/sshd.ts';
import { Frame } from './pages/frame.ts';
import { HomePage } from './pages/home-page.ts';
import { ROOT } from './start-workbench.ts';
import { startShop, type RunningShop } from './targets/start-shop.ts';
import { snapshotOverSsh } from './targets/tomcat-incident/snapshot-over-ssh.ts';
import { startTomcatIncident } from './targets/tomcat-incident/start-tomcat-incident.ts';
import { expect, test } from './test.ts';

// Every view in both themes and languages, to be looked at: `SCREENSHOTS=1 npx playwright test --config e2e/playwright.config.ts --project screenshots`.
const FOLDER = path.join(ROOT, 'test-results', 'screenshots');
/** Those that the README shows lie with the documentation. */
const DOCUMENTED: ReadonlySet<string> = new Set(['overview-en-dark-1280x800', 'overview-ko-light-1280x800', 'threads-en-light-1280x800', 'lock-picture-en-light-1280x800', 'class-changes-en-dark-1280x800']);
const LAPTOP = { width: 1280, height: 800 } as const;
const DESK = { width: 1920, height: 1080 } as const;
type Size = typeof LAPTOP | typeof DESK;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = ['en', 'ko'] as const;

let shop: RunningShop;

test.beforeAll(async () => {
  shop = await startShop();
});

test.afterAll(() => shop.stop());

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = DOCUMENTED.has(name) ? path.join(ROOT, 'docs', 'screenshots') : FOLDER;
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** The same view in every theme and language, on a laptop unless more sizes are asked for. The window must speak English before and does so after. */
async function shoot(page: Page, view: string, sizes: readonly Size[] = [LAPTOP]): Promise<void> {
  const frame = new Frame(page);
  for (const theme of THEMES) {
    await frame.wear(theme === 'light' ? 'Light' : 'Dark');
    for (const language of LANGUAGES) {
      await frame.speak(language === 'ko' ? '한국어' : 'English');
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.mouse.move(size.width / 2, size.height - 4);
        // Two frames, so that tables have measured themselves anew.
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        await page.waitForTimeout(250);
        await takePicture(page, `${view}-${language}-${theme}-${size.width}x${size.height}`);
      }
    }
    await frame.speak('English');
  }
  await page.setViewportSize(LAPTOP);
}

test('[SHOT-01] first screen', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).captureButton(shop.pid)).toBeVisible();
  await shoot(page, 'home');
});

test('[SHOT-02] the sample incident: overview, threads, locks, raw text', async ({ workbench: { page } }) => {
  test.setTimeout(180_000);
  const open = await new HomePage(page).openSample();
  const cause = open.finding('14 threads wait for', 'InventoryLedger');
  await expect(cause).toBeVisible();
  await shoot(page, 'overview', [LAPTOP, DESK]);

  await open.showIn(cause, 'Threads');
  await open.grid.locator('.cell-pinned').getByText('http-nio-8080-exec-3', { exact: true }).click();
  await shoot(page, 'threads', [LAPTOP, DESK]);

  await open.goTo('Overview');
  await open.showIn(cause, 'Lock view');
  await expect(open.locks.getByText('InventoryLedger').first()).toBeVisible();
  await shoot(page, 'locks');
  await page.getByRole('radio', { name: 'Picture' }).click();
  await expect(page.getByRole('button', { name: /settlement-1/ }).first()).toBeVisible();
  await shoot(page, 'lock-picture');

  await open.goTo('Class changes');
  await expect(open.grid.getByText('com.acme.shop.SessionCache$Entry').first()).toBeVisible();
  await shoot(page, 'class-changes');

  await open.grid.getByText('com.acme.shop.SessionCache$Entry').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Trend of/ }).click();
  await expect(page.getByRole('slider', { name: /SessionCache/ })).toBeVisible();
  await shoot(page, 'row-trend');

  await open.goTo('Overview');
  await open.why(cause).click();
  await open.evidence(cause).first().click();
  await expect(open.rawText).toContainText('InventoryLedger');
  await shoot(page, 'raw');
});

test('[SHOT-04] the sample incident over time: time line, trend, flame graph', async ({ workbench: { page } }) => {
  test.setTimeout(180_000);
  const open = await new HomePage(page).openSample();
  await expect(open.findings.first()).toBeVisible();
  for (const [name, view] of [['Time line', 'time-line'], ['Trend and forecast', 'trend'], ['Flame graph', 'flame-graph']] as const) {
    await open.goTo(name);
    await page.waitForTimeout(800);
    await shoot(page, view);
  }
});

test('[SHOT-03] what a capture will run, before it runs', async ({ workbench: { page } }) => {
  for (const theme of THEMES) {
    for (const language of LANGUAGES) {
      const frame = new Frame(page);
      await frame.wear(theme === 'light' ? 'Light' : 'Dark');
      await frame.speak(language === 'ko' ? '한국어' : 'English');
      await page.getByRole('main').getByRole('button', { name: String(shop.pid) }).click();
      await expect(page.getByRole('dialog')).toContainText('Thread.print');
      await page.waitForTimeout(250);
      await takePicture(page, `capture-${language}-${theme}-${LAPTOP.width}x${LAPTOP.height}`);
      await page.keyboard.press('Escape');
      await frame.speak('English');
    }
  }
});

test('[SHOT-05] a live Tomcat in trouble: overview, map, threads with their requests', async ({ workbench: { page } }) => {
  test.setTimeout(240_000);
  const [sshd, user] = [await startSshd(), createTestUser()];
  const tomcat = await startTomcatIncident(user);
  try {
    const open = await snapshotOverSsh(page, sshd, user, tomcat);
    await expect(open.findings.first()).toContainText('/depot/dispatch', { timeout: 60_000 });
    await shoot(page, 'incident', [LAPTOP, DESK]);
    const map = page.getByRole('region', { name: 'Connections' });
    await map.getByRole('button', { name: /^java/ }).first().click();
    await shoot(page, 'incident-map', [LAPTOP, DESK]);
    await map.getByRole('radio', { name: 'Table' }).click();
    await shoot(page, 'incident-map-table');
    await open.goTo('Overview');
    await open.showIn(open.findings.first(), 'Threads');
    await shoot(page, 'incident-threads', [LAPTOP, DESK]);
  } finally {
    await tomcat.stop();
    await sshd.stop();
    user.remove();
  }
});
