import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time of the event in µs. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

export interface ScrollWork {
  readonly frames: number;
  /** Processor time of the page's main thread per frame, in ms. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

function percentile(sorted: readonly number[], part: number): number {
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 100) / 100;
}

/** Scrolls the grid a step in every frame and adds up what the main thread did from one frame's mark to the next, from Chromium's own trace. */
export async function scrollWork(browser: Browser, page: Page, { frames, step }: { readonly frames: number; readonly step: number }): Promise<ScrollWork> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(
    async ({ frames, step }) => {
      const grid = document.querySelector('[role="grid"]');
      if (grid === null) throw new Error('no grid');
      for (let frame = 0; frame < frames; frame += 1) {
        performance.mark('scroll-frame');
        grid.scrollTop += step;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      performance.mark('scroll-frame');
    },
    { frames, step },
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  const marks = traceEvents.filter((event) => event.name === 'scroll-frame').sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name === 'RunTask' && event.pid === first?.pid && event.tid === first.tid);
  const work = marks.slice(1).map((mark, index) => {
    const from = marks[index]?.ts ?? 0;
    return tasks.filter((task) => task.ts >= from - 50 && task.ts < mark.ts - 50).reduce((sum, task) => sum + (task.tdur ?? task.dur ?? 0), 0) / 1000;
  });
  const sorted = work.sort((a, b) => a - b);
  return { frames: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: percentile(sorted, 1) };
}
