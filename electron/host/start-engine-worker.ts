import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type * as Esbuild from 'esbuild';

/**
 * `dataFolder`: where a person's own rules lie. The built worker lies beside the built host. When the host runs from its TypeScript sources (tests),
 * there is none: then the worker's sources are bundled in memory by the same bundler that builds `dist/`.
 */
export async function startEngineWorker(dataFolder: string | null = null): Promise<Worker> {
  const built = fileURLToPath(new URL('./engine-worker.js', import.meta.url));
  return existsSync(built) ? new Worker(built, { workerData: { dataFolder } }) : new Worker(await bundleFromSources(), { eval: true, workerData: { dataFolder } });
}

let bundled: Promise<string> | null = null;

function bundleFromSources(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  // Named at run time only: a development tool must not be pulled into the build.
  const bundler: string = 'esbuild';
  const { build } = (await import(bundler)) as typeof Esbuild;
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./engine-worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
