// Builds the read-only workbench that a report is exported as: one HTML file, to be filled with evidence by electron/host/workbench.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { build as buildRenderer } from 'vite';

const TARGET = ['chrome130', 'firefox128', 'safari18'];

const packed = (text) => gzipSync(text, { level: 9 }).toString('base64');
const hashOf = (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** `file` gets the template; what only an export knows (language, words, evidence) stays as %placeholders%. */
export async function buildWorkbench(file) {
  const [{ output }, boot] = await Promise.all([
    buildRenderer({ configFile: 'renderer/workbench/vite.config.ts', logLevel: 'warn' }),
    build({ entryPoints: ['renderer/workbench/boot.ts'], bundle: true, format: 'iife', charset: 'ascii', minify: true, target: TARGET, write: false }),
  ]);
  const code = output.filter(({ type }) => type === 'chunk');
  const styles = output.filter(({ fileName }) => fileName.endsWith('.css'));
  if (code.length !== 1 || styles.length !== 1 || output.length !== 2) throw new Error(`the workbench must be one script and one style sheet: ${output.map(({ fileName }) => fileName).join(', ')}`);
  const bootCode = boot.outputFiles[0].text.trimEnd();
  const parts = { hashes: `${hashOf(bootCode)} ${hashOf(code[0].code)}`, style: packed(styles[0].source), code: packed(code[0].code), boot: bootCode };
  const template = readFileSync('renderer/workbench/template.html', 'utf8');
  writeFileSync(file, template.replace(/%(\w+)%/g, (placeholder, name) => parts[name] ?? placeholder));
}
