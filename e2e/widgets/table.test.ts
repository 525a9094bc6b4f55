import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { COLUMNS } from './rows.ts';
import { startGallery } from './start-gallery.ts';

let gallery: Awaited<ReturnType<typeof startGallery>>;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  gallery = await startGallery();
});

test.afterAll(() => gallery.stop());

async function openTable(page: Page, query: string): Promise<void> {
  await page.goto(`${gallery.url}?widget=table&${query}`);
  await expect(page.getByRole('gridcell', { name: 'http-nio-8080-exec-0', exact: true })).toBeVisible();
}

const SHOWN = COLUMNS.filter((column) => column.hiddenAtFirst !== true).map((column) => column.id);
const rowOf = (page: Page, index: number) => page.locator(`.row[data-index="${index}"]`);
const cellOf = (page: Page, index: number, column: string) => rowOf(page, index).locator(`[aria-colindex="${SHOWN.indexOf(column) + 1}"]`);

test('[TABLE-CAP] reaches the last row of three million, which are taller than a browser can scroll', async ({ page }) => {
  await openTable(page, 'rows=3000000');
  await page.getByRole('grid').press('End');
  await page.getByRole('grid').press('End');
  await expect(cellOf(page, 2_999_999, 'name')).toHaveText('http-nio-8080-exec-2999999');
  await expect(rowOf(page, 2_999_999)).toBeInViewport();
  await page.getByRole('grid').press('PageUp');
  await page.getByRole('grid').press('ArrowUp');
  await expect(page.locator('.row-active')).toBeInViewport();
  await page.getByRole('grid').hover();
  const topRow = () => page.evaluate(() => Number(document.elementFromPoint(100, 90)?.closest<HTMLElement>('[data-index]')?.dataset['index']));
  const before = await topRow();
  await page.mouse.wheel(0, -240);
  await expect.poll(topRow).toBe(before - 10);
});

test('[TABLE-HURRY] shows names alone while rows rush past, and whole rows once they rest', async ({ page }) => {
  await openTable(page, 'rows=1000000&delay=0');
  const cells = await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    if (grid === null) throw new Error('no grid');
    for (let frame = 0; frame < 10; frame += 1) {
      grid.scrollTop += 2400;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    const row = document.elementFromPoint(100, 300)?.closest('.row');
    return [...(row?.querySelectorAll('[role="gridcell"]') ?? [])].map((cell) => cell.textContent);
  });
  expect(cells).toEqual([expect.stringMatching(/^http-nio-8080-exec-1\d\d\d$/)]);
  await expect(page.locator('.row').filter({ hasNot: page.locator(`[aria-colindex="${SHOWN.length}"]`) })).toHaveCount(0);
  await page.getByRole('grid').press('PageDown');
  await expect(page.locator('.row-active')).toBeInViewport();
});

test('[TABLE-18] moves, extends and opens by keys alone', async ({ page }) => {
  await openTable(page, 'rows=1000');
  const grid = page.getByRole('grid');
  await grid.focus();
  await grid.press('ArrowDown');
  await grid.press('ArrowDown');
  await expect(rowOf(page, 1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('body')).toHaveAttribute('data-selected', '1');
  await grid.press('Shift+ArrowDown');
  await grid.press('Shift+ArrowDown');
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(grid).toHaveAttribute('aria-activedescendant', /-active$/);
  await grid.press('Enter');
  await expect(page.locator('body')).toHaveAttribute('data-opened', '3');
  await grid.press('End');
  await expect(rowOf(page, 999)).toBeInViewport();
  await grid.press('Home');
  await grid.press('ArrowUp');
  await expect(page.locator('.header-button[data-header="name"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: /^State/ })).toHaveAttribute('aria-sort', 'ascending');
});

test('[TABLE-13] sorts by a click and by two columns with Shift', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.locator('[data-header="state"]').click();
  await page.locator('[data-header="bytes"]').click({ modifiers: ['Shift'] });
  await expect(page.locator('[data-header="bytes"] .header-sort')).toHaveText('▼2');
  await expect(cellOf(page, 0, 'state')).toContainText('BLOCKED');
  await page.locator('[data-header="cpu"]').click();
  await expect(page.locator('[data-header="state"] .header-sort')).toHaveCount(0);
});

test('[TABLE-07] filters with Ctrl+F, says how many rows match, and clears', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('exec-99');
  await expect(page.getByText('11 of 1,000 rows')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('nothing such');
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page.getByText('1,000 rows', { exact: true })).toBeVisible();
});

test('[TABLE-14] filters one column by its values, and a number by a range', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.getByRole('columnheader', { name: /^State/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Filter this column …' }).click();
  await page.getByRole('button', { name: 'None' }).click();
  await page.getByRole('checkbox', { name: /^BLOCKED/ }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/^2\d\d of 1,000 rows/)).toBeVisible();
  await page.getByRole('columnheader', { name: /^nid/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Filter this column …' }).click();
  await page.getByLabel('From').fill('4,990');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Remove the filter State: BLOCKED' }).click();
  await expect(page.getByText('10 of 1,000 rows')).toBeVisible();
});

test('[TABLE-15] filters by, excludes and copies from the right-click menu', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTable(page, 'rows=1000');
  await cellOf(page, 0, 'state').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Exclude BLOCKED' }).click();
  await expect(page.getByRole('button', { name: 'Remove the filter State: not BLOCKED' })).toBeVisible();
  await page.getByRole('button', { name: /^Remove the filter/ }).click();
  await expect(cellOf(page, 0, 'state')).toContainText('BLOCKED');
  await cellOf(page, 0, 'name').click();
  await cellOf(page, 1, 'name').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Name\tState\tnid');
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]?.split('\t')[4]).toMatch(/^\d{8}$/);
});

test('[TABLE-21] keeps width, hidden columns and sort, and resets them', async ({ page }) => {
  await openTable(page, 'rows=1000');
  const header = page.getByRole('columnheader', { name: /^Name/ });
  const box = await header.boundingBox();
  if (box === null) throw new Error('no header');
  await page.mouse.move(box.x + box.width, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 100, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'CPU' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'CPU' })).toHaveCount(0);
  expect((await header.boundingBox())?.width).toBeCloseTo(box.width + 100, -1);
  await header.locator('.header-resize').dblclick();
  await expect.poll(async () => Math.abs(((await header.boundingBox())?.width ?? 0) - box.width - 100)).toBeGreaterThan(8);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Reset the layout' }).click();
  await expect(page.getByRole('columnheader', { name: /^CPU/ })).toBeVisible();
  expect((await header.boundingBox())?.width).toBe(box.width);
});

const menuItem = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('[TABLE-14] filters by a regular expression, says what is wrong with one, and keeps it in the dialog', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.getByRole('columnheader', { name: /^Name/ }).click({ button: 'right' });
  await menuItem(page, 'Filter this column …').click();
  await page.getByLabel('Regular expression').fill('exec-(9');
  await expect(page.getByRole('dialog')).toContainText('This is no regular expression');
  await page.getByLabel('Regular expression').fill(String.raw`exec-9\d$`);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('10 of 1,000 rows')).toBeVisible();
  await page.getByRole('columnheader', { name: /^nid/ }).click({ button: 'right' });
  await menuItem(page, 'Filter this column …').click();
  await page.getByLabel('Regular expression').fill('5$');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('1 of 1,000 rows')).toBeVisible();
});

test('[TABLE-07] goes from match to match with F3 without hiding the other rows', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await menuItem(page, /^Hide rows without/).click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('exec-99');
  await expect(page.getByText('1,000 rows', { exact: true })).toBeVisible();
  await page.keyboard.press('F3');
  await expect(page.locator('.row-active')).toHaveAttribute('data-index', '99');
  await page.keyboard.press('F3');
  await expect(page.locator('.row-active')).toHaveAttribute('data-index', '990');
  await expect(page.locator('.row-active')).toBeInViewport();
  await page.keyboard.press('Shift+F3');
  await expect(page.locator('.row-active')).toHaveAttribute('data-index', '99');
  await expect(page.getByText('Match 1 of 11.')).toBeAttached();
});

test('[TABLE-18] goes to the next row that begins with what is typed', async ({ page }) => {
  await openTable(page, 'rows=1000');
  const grid = page.getByRole('grid');
  await grid.focus();
  await grid.press('Home');
  await page.keyboard.type('<img');
  await expect(page.locator('.row-active')).toHaveAttribute('data-index', '7');
});

test('[TABLE-10] moves columns by dragging their heads and by keys', async ({ page }) => {
  await openTable(page, 'rows=1000');
  const headers = () => page.locator('.header-button').evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).dataset['header']));
  const from = await page.locator('[data-header="nid"]').boundingBox();
  const to = await page.locator('[data-header="name"]').boundingBox();
  if (from === null || to === null) throw new Error('no headers');
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 10, { steps: 5 });
  await expect(page.locator('.header-before')).toHaveCount(1);
  await page.mouse.up();
  expect((await headers()).slice(0, 3)).toEqual(['nid', 'name', 'state']);
  await expect(page.getByRole('columnheader', { name: /^nid/ })).toHaveAttribute('aria-sort', 'none');
  await page.locator('[data-header="nid"]').focus();
  await page.keyboard.press('Control+ArrowRight');
  expect((await headers()).slice(0, 3)).toEqual(['name', 'nid', 'state']);
  await page.reload();
  await expect(page.locator('.cell').first()).toBeVisible();
  expect((await headers()).slice(0, 3)).toEqual(['name', 'nid', 'state']);
});

test('[TABLE-CUT] cuts no cell that its text fits into, and lets none run over its edge', async ({ page }) => {
  await page.goto(`${gallery.url}?widget=table&rows=1000`);
  await expect(page.locator('.cell').first()).toBeVisible();
  const cells = await page.locator('.row:not(.row-waiting) .cell').evaluateAll((all) => all.map((cell) => ({ isCut: cell.classList.contains('cell-cut'), runsOver: cell.scrollWidth > cell.clientWidth })));
  expect(cells.filter(({ isCut }) => !isCut).length).toBeGreaterThan(100);
  expect(cells.filter(({ isCut }) => isCut).length).toBeGreaterThan(10);
  expect(cells.filter(({ isCut, runsOver }) => runsOver && !isCut)).toEqual([]);
});

test('[TABLE-12] keeps a pinned column in sight', async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 500 });
  await openTable(page, 'rows=1000');
  await page.getByRole('columnheader', { name: /^State/ }).click({ button: 'right' });
  await menuItem(page, 'Pin to the left').click();
  await expect(page.locator('.header-button').first()).toHaveAttribute('data-header', 'state');
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ left: 600 }));
  await expect(page.locator('.header-button[data-header="frame"]')).toBeInViewport();
  const left = await page.locator('.row[data-index="3"] .cell-pinned').evaluate((cell) => cell.getBoundingClientRect().left);
  expect(left).toBeCloseTo(await page.getByRole('grid').evaluate((grid) => grid.getBoundingClientRect().left), 0);
  await page.getByRole('columnheader', { name: /^State/ }).click({ button: 'right' });
  await menuItem(page, 'Do not pin').click();
  await expect(page.locator('.cell-pinned')).toHaveCount(0);
});

test('[TABLE-GROUP] groups by a column with sums, by a second one, and opens a group', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.getByRole('columnheader', { name: /^State/ }).click({ button: 'right' });
  await menuItem(page, 'Group by this column').click();
  await expect(page.getByText('5 rows', { exact: true })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Σ Shallow bytes' })).toBeVisible();
  await page.getByRole('button', { name: 'Add …' }).click();
  await menuItem(page, 'Change').click();
  await expect(page.getByText('20 rows', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Do not group by Change' }).click();
  await expect(page.getByText('5 rows', { exact: true })).toBeVisible();
  const blocked = page.getByRole('row').filter({ hasText: 'BLOCKED' });
  const count = Number(await blocked.getByRole('gridcell').nth(1).textContent());
  await blocked.dblclick();
  await expect(page.getByText(`${count} of 1,000 rows`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove the filter State: BLOCKED' })).toBeVisible();
});

test('[TABLE-20] counts and sums what is selected', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await cellOf(page, 0, 'bytes').click();
  await cellOf(page, 9, 'bytes').click({ modifiers: ['Shift'] });
  await expect(page.locator('.table-selected')).toHaveText(/^10 selected · Σ Shallow bytes [\d.]+ MB$/);
  await expect(page.locator('body')).toHaveAttribute('data-summary', /^10 selected/);
  await expect(page.locator('.table-selected')).toHaveAttribute('title', /CPU: Σ .* mean .* min .* max/);
});

test('[TABLE-16] copies as CSV, Markdown and JSON, with headers or without, and saves what is shown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTable(page, 'rows=1000');
  const copyAs = async (name: string): Promise<string> => {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await cellOf(page, 0, 'name').click({ button: 'right' });
    await menuItem(page, name).click();
    await expect.poll(() => clipboard(page)).not.toBe('');
    return clipboard(page);
  };
  expect(await copyAs('Copy as CSV')).toMatch(/^Name,State,nid.*\r\nhttp-nio-8080-exec-0,BLOCKED,4000,/);
  expect(await copyAs('Copy as Markdown')).toContain('| `http-nio-8080-exec-0` | BLOCKED | 4000 |');
  expect(JSON.parse(await copyAs('Copy as JSON'))).toMatchObject([{ name: 'http-nio-8080-exec-0', nid: 4000 }]);
  await cellOf(page, 0, 'name').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy with headers' }).click();
  expect(await copyAs('Copy as CSV')).toMatch(/^http-nio-8080-exec-0,/);
  expect(await copyAs('Copy the location')).toBe('dump.txt:1');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('exec-99');
  await expect(page.getByText('11 of 1,000 rows')).toBeVisible();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), menuItem(page, 'Save as CSV …').click()]);
  expect(download.suggestedFilename()).toBe('Threads.csv');
  await expect(page.getByText('Saved 11 rows.')).toBeAttached();
});

test('[TABLE-22] saves a view under a name, and goes back to it', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('exec-9');
  await page.locator('[data-header="cpu"]').click();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await menuItem(page, 'Save this view as …').click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Nines by CPU');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await menuItem(page, 'Standard view').click();
  await expect(page.getByText('1,000 rows', { exact: true })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await menuItem(page, 'Nines by CPU').first().click();
  await expect(page.getByText('111 of 1,000 rows')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /^CPU/ })).toHaveAttribute('aria-sort', 'descending');
});

test('[TABLE-23] bookmarks rows and writes notes on them, and shows only those', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await cellOf(page, 3, 'name').click();
  await page.keyboard.press('Control+d');
  await expect(rowOf(page, 3).getByRole('img', { name: 'Bookmarked' })).toBeVisible();
  await cellOf(page, 5, 'name').click({ button: 'right' });
  await menuItem(page, 'Note …').click();
  await page.getByRole('textbox', { name: 'Note on this row' }).fill('holds the lock');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rowOf(page, 5).getByRole('img', { name: 'holds the lock' })).toBeVisible();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await menuItem(page, 'Only rows with a bookmark or note').click();
  await expect(page.getByText('2 of 1,000 rows')).toBeVisible();
});

test('[TABLE-15] opens what belongs to a row', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await cellOf(page, 4, 'state').click({ button: 'right' });
  await menuItem(page, 'related 4 state').click();
  await expect(page.locator('body')).toHaveAttribute('data-related', '4');
});

test('[TABLE-REFRESH] keeps place, selection and filter when the same table is refreshed', async ({ page }) => {
  await openTable(page, 'rows=100000');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('exec');
  await expect(page.getByText('99,999 of 100,000 rows')).toBeVisible();
  await page.getByRole('grid').hover();
  await page.mouse.wheel(0, 24_000);
  await page.locator('.row[data-index="1005"]').click();
  await page.evaluate(() => (globalThis as unknown as { refreshTable: () => void }).refreshTable());
  await page.waitForTimeout(300);
  await expect(rowOf(page, 1005)).toHaveAttribute('aria-selected', 'true');
  await expect(rowOf(page, 1005)).toBeInViewport();
  await expect(page.getByLabel('Filter rows')).toHaveValue('exec');
});

test('[TABLE-45] shows hostile names as text', async ({ page }) => {
  await openTable(page, 'rows=1000');
  await expect(cellOf(page, 7, 'name')).toHaveText('<img src=x onerror=alert(1)> ⟨U+202E⟩gnp.exe␛[31m');
});

for (const theme of ['light', 'dark'] as const) {
  test(`[A11Y-WIDGETS] table, tree and raw text have no axe violations, ${theme}`, async ({ page }) => {
    for (const widget of ['table', 'small', 'raw'] as const) {
      await page.goto(`${gallery.url}?widget=${widget}&rows=500&theme=${theme}`);
      await page.locator(widget === 'table' ? '.cell' : widget === 'raw' ? '.view-line' : '.tree-line').first().waitFor();
      if (widget === 'table') await cellOf(page, 2, 'name').click();
      const { violations } = await new AxeBuilder({ page }).disableRules(['page-has-heading-one']).analyze();
      expect(violations.map(({ id, nodes }) => `${widget}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    }
  });
}
