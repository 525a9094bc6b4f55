import path from 'node:path';
import { readFileSync } from 'node:fs';
import { expectAccessible } from '../check-accessibility.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { ROOT } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

const FOUR = path.join(ROOT, 'shared', 'artifacts', 'thread-dump', 'fixtures', 'temurin25--timeline-four-jcmd-e.txt');

test('[JOURNEY-40] follows threads over four dumps, and reads where they stand off a flame graph by keyboard', async ({ workbench: { page } }) => {
  await expect(new HomePage(page).title).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(FOUR);
  const open = new CasePage(page);
  await expect(open.finding('restarted')).toBeVisible();

  await open.goTo('Time line');
  await expect(open.grid.getByRole('row').filter({ hasText: 'spinner' }).first()).toContainText('RRR|·');

  await open.goTo('Flame graph');
  const graph = page.getByRole('tree', { name: 'Flame graph' });
  await expect(graph.getByRole('treeitem').first()).toHaveAccessibleName('all threads: 22 samples, 100 %');
  await expect(open.main).toContainText('an estimate, samples × interval');
  await expectAccessible(page, 'flame graph');

  await page.getByRole('searchbox', { name: 'Find a method' }).fill('lambda$main$0');
  await expect(open.main).toContainText('18.2 % of the samples');
  await graph.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(graph.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/^TimeLine\.lambda\$main\$/);
  await page.getByRole('button', { name: 'Show a thread that stands here' }).click();
  await expect(open.rawText).toBeVisible();

  await open.goTo('Flame graph');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save for speedscope' }).click();
  const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { readonly $schema: string; readonly profiles: readonly unknown[] };
  expect([file.$schema, file.profiles.length]).toEqual(['https://www.speedscope.app/file-format-schema.json', 2]);
});
