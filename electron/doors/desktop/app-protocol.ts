import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from './csp.ts';
import { APP_SCHEME, resolveAppPath } from './resolve-app-path.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** Serves the built renderer, and nothing outside its folder. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const found = request.method === 'GET' ? resolveAppPath(folder, request.url) : null;
    if (found === null) {
      return new Response(null, { status: 404 });
    }
    try {
      const real = await realpath(found.file);
      if (!real.startsWith((await realpath(folder)) + path.sep)) {
        return new Response(null, { status: 404 });
      }
      return new Response(await readFile(real), { headers: responseHeaders(found.mediaType) });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

function responseHeaders(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
}
