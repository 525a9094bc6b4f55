import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../start-workbench.ts';
import { expect, test } from '../test.ts';

/** The landscape page in points, and what 12 mm on each side leave of its width in CSS pixels. */
const PAPERS = [
  { format: 'A4', width: 1032, points: [842, 595] },
  { format: 'Letter', width: 965, points: [792, 612] },
] as const;
/** Every kind of evidence: one with many columns, long names, long lines. */
const CAPTURES = [
  'thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt',
  'heap-histogram/fixtures/openjdk17--leak-1.txt',
  'heap-histogram/fixtures/openjdk17--leak-2.txt',
  'processes/fixtures/procps4--ef.txt',
  'thread-cpu/fixtures/procps4--eLf.txt',
  'requests/fixtures/tomcat10--access-log.txt',
  'sockets/fixtures/linux--netstat-leak-1.txt',
  'sockets/fixtures/linux--netstat-leak-2.txt',
  'open-files/fixtures/openjdk17--lsof-leak-1.txt',
  'open-files/fixtures/openjdk17--lsof-leak-2.txt',
].map((name) => path.join(ROOT, 'shared', 'artifacts', name));
const SAMPLE = path.join(ROOT, 'resources', 'sample-incident');

let folder: string;

test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borescope-paper-'));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(language: string): string {
  const file = path.join(folder, `${language}.html`);
  execFileSync(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), 'report', SAMPLE, ...CAPTURES, '--redact', '--format', 'html', '--lang', language, '--out', file], { env: { ...process.env, BORESCOPE_HOME: path.join(folder, 'home') }, stdio: 'ignore' });
  return file;
}

for (const language of ['en', 'ko']) {
  test(`[JOURNEY-64] prints a report on A4 and Letter: no table runs off the page, headings repeat, no row is cut, no dark ground (${language})`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme: 'dark' });
    try {
      const page = await context.newPage();
      await page.goto(`file://${report(language)}`);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.locator('table').count()).toBeGreaterThan(20);
      for (const { format, width, points } of PAPERS) {
        await page.setViewportSize({ width, height: 700 });
        const tooWide = await page.locator('table, pre, p, h3').evaluateAll((all, edge) => all.filter((one) => one.getBoundingClientRect().right > edge + 1).map((one) => one.textContent.slice(0, 80)), width);
        expect(tooWide, format).toEqual([]);
        const pdf = (await page.pdf({ format, preferCSSPageSize: true })).toString('latin1');
        const pages = Array.from(pdf.matchAll(/\/MediaBox \[0 0 (\S+) (\S+)\]/g), ([, across, down]) => [Number(across), Number(down)]);
        expect(pages.length, format).toBeGreaterThan(10);
        // Chromium rounds the paper to whole pixels.
        expect(pages.filter((size) => size.some((one, i) => Math.abs(one - (points[i] ?? 0)) > 1)), format).toEqual([]);
      }
      await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
      await expect(page.locator('thead').first()).toHaveCSS('display', 'table-header-group');
      await expect(page.locator('tbody tr').first()).toHaveCSS('break-inside', 'avoid');
    } finally {
      await context.close();
    }
  });
}
