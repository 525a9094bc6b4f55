import { serveWeb } from './doors/web/serve-web.ts';
import { createHost } from './host/create-host.ts';

// Built to dist/web.js, beside the renderer.
serveWeb(createHost(), process.argv.slice(2), (url) => process.stdout.write(`${url}\n`)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
