#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { openBrowser } from './doors/cli/open-browser.ts';
import { runCli } from './doors/cli/run-cli.ts';
import { openWebDoor } from './doors/web/open-web-door.ts';
import { createHost } from './host/create-host.ts';
import { VERSION } from './host/version.ts';

const interrupt = new AbortController();
process.on('SIGINT', () => (interrupt.signal.aborted ? process.exit(130) : interrupt.abort()));
process.on('SIGTERM', () => interrupt.abort());

const rendererFolder = fileURLToPath(new URL('renderer', import.meta.url));
process.exitCode = await runCli({
  argv: process.argv.slice(2),
  io: process,
  version: VERSION,
  interrupt: interrupt.signal,
  createHost: async () => createHost(),
  doors: { openBrowser, openDoor: (host, options) => openWebDoor({ host, rendererFolder, ...options }) },
});
