import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'checks', include: ['.ci/checks/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
