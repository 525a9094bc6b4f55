import { defineConfig } from '@playwright/test';
import { ELECTRON_IS_HERE } from './start-desktop.ts';

if (!ELECTRON_IS_HERE && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log('desktop: does not run, because the Electron runtime (node_modules/electron/dist) is not installed; the same journeys run in the browser.');
}

/** The journeys are the same files for both doors; only how the page is had differs (see test.ts). */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Two cores: a JVM, a host and a browser share them.
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['CI'] === undefined ? 'list' : [['list'], ['junit', { outputFile: '../test-results/journeys.xml' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] },
  },
  projects: [
    { name: 'web', testMatch: ['journeys/**/*.test.ts', 'widgets/**/*.test.ts'] },
    { name: 'desktop', testMatch: 'journeys/**/*.test.ts' },
    // Not a test: makes the pictures of the documentation, only when asked for.
    ...(process.env['SCREENSHOTS'] === undefined ? [] : [{ name: 'screenshots', testMatch: 'screenshots.ts' }]),
  ],
});
