// Builds everything that runs: three Node entry points, the engine's worker and the thread that reads ahead of it, the preload script the renderer, and the workbench file that reports are exported as.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';
import { build as buildRenderer } from 'vite';
import { buildWorkbench } from './build-workbench.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
  define: { BORESCOPE_VERSION: JSON.stringify(version) },
};

await Promise.all([
  build({
    ...shared,
    format: 'esm',
    outdir: 'dist',
    // These are CommonJS inside; electron exists only at run time.
    external: ['electron', 'ssh2', 'ws', 'commander', 'yauzl', 'yazl', 'tar-stream', 'xz-decompress'],
    entryPoints: {
      main: 'electron/main.ts',
      web: 'electron/web.ts',
      cli: 'electron/cli.ts',
      'engine-worker': 'electron/host/engine/engine-worker.ts',
      'reading-thread': 'electron/host/engine/reading-thread.ts',
    },
  }),
  build({ ...shared, format: 'cjs', external: ['electron'], outfile: 'dist/preload.cjs', entryPoints: ['electron/doors/desktop/preload.ts'] }),
  buildRenderer({ configFile: 'renderer/vite.config.ts', logLevel: 'warn' }),
]);
await buildWorkbench('dist/workbench.html');
