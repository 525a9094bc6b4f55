import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

/** What a worker thread runs: a file, or its text where there is no file. */
export interface WorkerScript {
  readonly source: string;
  readonly eval: boolean;
}

export type WorkerName = 'engine-worker' | 'reading-thread';

/**
 * Built scripts lie beside the built host. When the host runs from its TypeScript sources (tests), there are none:
 * then the sources are bundled in memory by the same bundler that builds `dist/`.
 */
export async function workerScript(name: WorkerName): Promise<WorkerScript> {
  const built = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  return existsSync(built) ? { source: built, eval: false } : { source: await bundleFromSources(name), eval: true };
}

const bundled = new Map<WorkerName, Promise<string>>();

function bundleFromSources(name: WorkerName): Promise<string> {
  const made = bundled.get(name) ?? bundle(name);
  bundled.set(name, made);
  return made;
}

async function bundle(name: WorkerName): Promise<string> {
  // Named at run time only: a development tool must not be pulled into the build.
  const bundler: string = 'esbuild';
  const { build } = (await import(bundler)) as typeof Esbuild;
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
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
