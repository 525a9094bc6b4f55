import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';

/** The rules the windows run under, so that a widget that breaks them breaks here. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:";

/** Builds the widgets' test page as the renderer is built, and serves it. */
export async function startGallery(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const root = path.join(import.meta.dirname, 'gallery');
  const outDir = await mkdtemp(path.join(tmpdir(), 'borescope-gallery-'));
  await build({ configFile: false, root, base: './', logLevel: 'warn', plugins: [react()], worker: { format: 'es' }, build: { outDir, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4000 } });
  const server = await preview({ configFile: false, root, base: './', logLevel: 'warn', build: { outDir }, preview: { port: 0, host: '127.0.0.1', headers: { 'Content-Security-Policy': CSP } } });
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    stop: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
