import { cpus, loadavg } from 'node:os';
import { expect, test, type Page } from '@playwright/test';
import { COLUMNS } from './rows.ts';
import { scrollWork } from './scroll-work.ts';
import { startGallery } from './start-gallery.ts';

// Recording for failures costs as much as the scrolling it would show.
test.use({ trace: 'off', screenshot: 'off' });

/** Three notches of a wheel, or 10 fresh rows, in every frame: faster than anyone reads. */
const WHEEL_PX = 240;
const SHOWN_COLUMNS = COLUMNS.filter((column) => column.hiddenAtFirst !== true).length;
const FRAME_BUDGET_MS = 12;
const FIRST_WINDOW_MS = 150;
const HEAP_BUDGET_BYTES = 120 * 1024 * 1024;

/** JavaScript heap of the page after a collection. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

let gallery: Awaited<ReturnType<typeof startGallery>>;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  gallery = await startGallery();
});

test.afterAll(() => gallery.stop());

test('[TABLE-1M] shows the first window of a million rows at once and scrolls within the work of a frame', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await page.goto(`${gallery.url}?widget=table&rows=1000000&delay=0`);
  await expect(page.getByRole('gridcell', { name: 'http-nio-8080-exec-0', exact: true })).toBeVisible();
  const openingMs = await page.evaluate(async () => {
    const { openAgain } = globalThis as unknown as { readonly openAgain: (time: number) => Promise<number> };
    const times: number[] = [];
    for (let time = 1; time <= 5; time += 1) times.push(Math.round(await openAgain(time)));
    return times.sort((a, b) => a - b);
  });
  await page.waitForTimeout(500);
  const reading = await scrollWork(browser, page, { frames: 240, step: 100 });
  const wheel = await scrollWork(browser, page, { frames: 240, step: WHEEL_PX });
  const drag = await scrollWork(browser, page, { frames: 60, step: 100_000 });
  const load = (loadavg()[0] ?? 0) / cpus().length;
  const heap = await heapBytes(page);
  const line = ({ p50, p95, max }: typeof wheel): string => `p50 ${p50} p95 ${p95} max ${max}`;
  console.log(`first rows after ${openingMs.join(', ')} ms in five openings; main-thread CPU per frame in ms: 100 px ${line(reading)}; ${WHEEL_PX} px ${line(wheel)}; scrollbar drag ${line(drag)}; heap ${(heap / 1024 / 1024).toFixed(0)} MB; load per core ${load.toFixed(1)}`);
  await expect(page.locator('.row').filter({ hasNot: page.locator(`[aria-colindex="${SHOWN_COLUMNS}"]`) })).toHaveCount(0);
  expect(wheel.frames).toBeGreaterThan(100);
  expect(openingMs[2]).toBeLessThanOrEqual(FIRST_WINDOW_MS * 3);
  expect(heap).toBeLessThanOrEqual(HEAP_BUDGET_BYTES);
  test.info().annotations.push({ type: 'load per core', description: load.toFixed(1) });
  // The budget itself is read off the printed line: a shared machine alone moves p95 by a third. Held here is only a threefold slip.
  for (const { p95 } of [reading, wheel, drag]) expect(p95).toBeLessThanOrEqual(FRAME_BUDGET_MS * 3);
});
