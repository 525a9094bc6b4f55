import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** A file of its own has no other files: workers lie inside the code that starts them. */
const inlineWorkers: Plugin = {
  name: 'inline-workers',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('?worker')) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved === null ? null : `${resolved.id}&inline`;
  },
};

/** The read-only workbench as one script and one style sheet. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  plugins: [inlineWorkers, react()],
  worker: { format: 'iife' },
  build: {
    write: false,
    target: ['chrome130', 'firefox128', 'safari18'],
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: { input: `${import.meta.dirname}/main.tsx`, output: { codeSplitting: false } },
  },
});
