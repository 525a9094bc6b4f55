import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { resolveRendererFile } from '../../host/renderer-files.ts';
import { APP_SCHEME, isAppUrl } from './app-url.ts';
import { CONTENT_SECURITY_POLICY } from '../../host/content-security-policy.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** Serves the built page, and nothing outside its folder. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, (request) => answerPage(folder, request));
}

/** One answer of the `app:` scheme; 404 for every request that is not for a file of the built page. */
export async function answerPage(folder: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (request.method !== 'GET' || !isAppUrl(request.url)) return notFound();
  const found = await resolveRendererFile(folder, new URL(request.url).pathname);
  if (found === null) return notFound();
  try {
    // Read whole, not streamed by handle: inside the packed archive only whole reads are sure to work.
    return new Response(new Uint8Array(await readFile(found.real)), { headers: { ...SAFE_HEADERS, 'content-type': found.mediaType } });
  } catch {
    return notFound();
  }
}

const SAFE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

function notFound(): Response {
  return new Response(null, { status: 404, headers: SAFE_HEADERS });
}
