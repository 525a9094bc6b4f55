import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expectAccessible } from '../check-accessibility.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { expect, test } from '../test.ts';

const SOCKETS = `State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
LISTEN 0 100 *:8080 *:* users:(("java",pid=7,fd=8))
ESTAB 0 0 10.0.0.1:8080 10.9.0.1:50001 users:(("java",pid=7,fd=9))
CLOSE-WAIT 1 0 10.0.0.1:40001 10.0.3.7:5432 users:(("java",pid=7,fd=10))
ESTAB 0 0 10.0.0.1:40002 10.0.3.7:5432 users:(("java",pid=7,fd=11))
`;

test('[JOURNEY-83] goes from the picture of who talks to whom to the sockets of one pair', async ({ workbench: { page } }) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'borescope-e2e-')), 'ss.txt');
  writeFileSync(file, SOCKETS);
  await expect(new HomePage(page).title).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(file);
  const open = new CasePage(page);
  const map = page.getByRole('region', { name: 'Connections' });
  await map.getByRole('button', { name: /10\.0\.3\.7:5432/ }).click();
  const row = map.getByRole('row').filter({ hasText: '10.0.3.7:5432' });
  await expect(row).toContainText('1 CLOSE_WAIT, 1 ESTABLISHED');
  await expectAccessible(page, 'overview with connections');
  await map.getByRole('radio', { name: 'Table' }).click();
  await expect(map.getByRole('row')).toHaveCount(3);
  await row.getByRole('button', { name: '2' }).click();
  await expect(open.grid.getByRole('row').filter({ hasText: '10.0.3.7' })).toHaveCount(2);
  await expect(open.grid.getByRole('row').filter({ hasText: '10.9.0.1' })).toHaveCount(0);
});
