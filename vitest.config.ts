import { configDefaults, defineConfig } from 'vitest/config';
import { FaultTableReporter } from './electron/host/faults/testing/fault-table-reporter.ts';

const FAULTS = 'electron/host/faults/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', new FaultTableReporter()],
    projects: [
      { test: { name: 'unit', include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.ts'], exclude: [...configDefaults.exclude, FAULTS], testTimeout: 20_000 } },
      { test: { name: 'faults', include: [FAULTS], testTimeout: 60_000 } },
      { test: { name: 'checks', include: ['.ci/checks/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
