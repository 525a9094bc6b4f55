// Runs dependency-cruiser over the sources. Its swc parser does not switch JSX on for .tsx files, and TypeScript 7 has no
// API it could use instead, so the option is set here before it loads swc.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const swc = require('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

process.argv.push('--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer');
await import('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
