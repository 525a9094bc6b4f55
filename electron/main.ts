import { fileURLToPath } from 'node:url';
import { openDesktop } from './doors/desktop/open-desktop.ts';
import { unpackedPath } from './doors/desktop/unpacked-path.ts';
import { createHost } from './host/create-host.ts';

// Built to dist/main.js, beside the preload script and the renderer.
const distFolder = fileURLToPath(new URL('.', import.meta.url));
const resourcesFolder = unpackedPath(fileURLToPath(new URL('../resources', import.meta.url)));

// Not awaited: Electron becomes ready only after this module has run to its end.
openDesktop({ distFolder, createHost: () => createHost({ resourcesFolder }) }).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
