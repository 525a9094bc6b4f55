// What a page's main thread does while something goes on: by Chromium's own trace, and by what the page sees of itself.

/** Runs `work` and tells how long the main thread's tasks took. Processor time leaves out what other programs of the computer took meanwhile. */
export async function watchMainThread(browser, page, work) {
  await page.evaluate(() => {
    globalThis.seen = { inputs: [], longTasks: [] };
    new PerformanceObserver((list) => seen.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    // From the hand to the next picture; Chromium tells of none under 16 ms.
    new PerformanceObserver((list) => seen.inputs.push(...list.getEntries().filter(({ interactionId }) => interactionId > 0).map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 });
  });
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(() => performance.mark('watched'));
  const marks = [];
  /** What begins now, to name long tasks by it. */
  const say = async (what) => {
    marks.push(what);
    await page.evaluate((name) => performance.mark(`bench:${name}`), what);
  };
  await work(say);
  const seen = await page.evaluate(() => globalThis.seen);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'));
  const mark = traceEvents.find(({ name }) => name === 'watched');
  const ours = traceEvents.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid);
  const said = ours.filter(({ name }) => name.startsWith('bench:')).sort((a, b) => a.ts - b.ts);
  const tasks = ours.filter(({ ph, name }) => ph === 'X' && name === 'RunTask').map(({ ts, tdur, dur }) => ({
    ms: (tdur ?? dur) / 1000,
    during: said.findLast((one) => one.ts <= ts + dur)?.name.slice('bench:'.length) ?? '',
  }));
  return { tasks, ...seen };
}
