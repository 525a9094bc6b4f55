import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  // Served from a folder by the browser door and from app:// by the desktop.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: `${root}/../dist/renderer`,
    emptyOutDir: true,
    target: ['chrome130', 'firefox128', 'safari18'],
    // Sources stay whole under a strict CSP: no data: URLs for fonts and icons, no module-preload polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The raw text view (monaco) is one lazy chunk of about 3 MB; everything else stays below the usual limit.
    chunkSizeWarningLimit: 4000,
  },
});
