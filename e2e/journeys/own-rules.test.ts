import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { HomePage } from '../pages/home-page.ts';
import { startWorkbench } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

const RULE = { id: 'ledger', severity: 'warning', title: { en: 'Checkouts queue for the ledger again.', ko: 'Checkout이 ledger를 다시 기다립니다.' }, threads: { frame: String.raw`\.InventoryLedger\.`, states: ['BLOCKED'], atLeast: 5 } };

test('[JOURNEY-85] shows what a person’s own rule finds, and where their files are at fault', async ({ page }) => {
  test.skip(test.info().project.name === 'desktop', 'its data folder is that of a browser door of its own');
  const workbench = await startWorkbench();
  try {
    writeFileSync(path.join(workbench.home, 'rules.json'), JSON.stringify({ rules: [RULE] }));
    writeFileSync(path.join(workbench.home, 'url-patterns.json'), JSON.stringify({ patterns: [{ pattern: '(?<url>[' }] }));
    await page.goto(workbench.url);
    const open = await new HomePage(page).openSample();
    await expect(open.finding('Checkouts queue for the ledger again.')).toBeVisible();
    const limits = open.main.getByRole('listitem').filter({ hasText: 'Rules of your own' });
    await expect(limits).toContainText('url-patterns.json, patterns[0] is left out: no regular expression');
    await expect(page.getByRole('contentinfo')).toContainText('1 warning');
  } finally {
    await workbench.stop();
  }
});
