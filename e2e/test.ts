import { test as base, type Page } from '@playwright/test';
import { ELECTRON_IS_HERE, startDesktop } from './start-desktop.ts';
import { startWorkbench } from './start-workbench.ts';

interface Workbench {
  /** A page that is logged in and has drawn its first screen. */
  readonly page: Page;
  /** Which door the page came through. */
  readonly door: 'web' | 'desktop';
}

/** A test of the workbench, whichever door the project opens it by. */
export const test = base.extend<{ workbench: Workbench }>({
  workbench: async ({ browser, contextOptions }, use, testInfo) => {
    if (testInfo.project.name === 'desktop') {
      testInfo.skip(!ELECTRON_IS_HERE, 'the Electron runtime (node_modules/electron/dist) is not installed');
      const desktop = await startDesktop();
      try {
        await use({ page: await desktop.app.firstWindow(), door: 'desktop' });
      } finally {
        await desktop.stop();
      }
      return;
    }
    const web = await startWorkbench();
    const context = await browser.newContext(contextOptions);
    try {
      const page = await context.newPage();
      await page.goto(web.url);
      await use({ page, door: 'web' });
    } finally {
      await context.close();
      await web.stop();
    }
  },
});

export { expect } from '@playwright/test';
