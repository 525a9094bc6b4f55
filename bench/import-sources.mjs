// Imports the project's own sources into a benchmark: `contents` re-exports what is needed, by paths from the project's root.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

let imported = 0;
const root = path.join(import.meta.dirname, '..');

/** Bundled beside the built host, whose worker it may start. */
export async function importSources(contents) {
  imported += 1;
  const outfile = path.join(root, 'dist', `bench-${process.pid}-${imported}.mjs`);
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, packages: 'external', logLevel: 'error' });
  const sources = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return sources;
}
