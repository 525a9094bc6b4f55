import path from 'node:path';

/** Scheme of the windows' own pages; `file:` would give every page the rights of every file. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://borescope';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};

export interface AppFile {
  readonly file: string;
  readonly mediaType: string;
}

/** The file under `folder` that an `app:` URL names; null when the URL is not ours, leaves the folder or has no known type. */
export function resolveAppPath(folder: string, url: string): AppFile | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || `${parsed.protocol}//${parsed.host}` !== APP_ORIGIN) {
    return null;
  }
  const decoded = decodePath(parsed.pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) {
    return null;
  }
  const file = path.resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  const mediaType = MEDIA_TYPES[path.extname(file).toLowerCase()];
  const inside = path.relative(folder, file);
  if (mediaType === undefined || inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) {
    return null;
  }
  return { file, mediaType };
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** True for pages of this application only; decides who may navigate and who may call the host. */
export function isAppUrl(url: string): boolean {
  return URL.canParse(url) && `${new URL(url).protocol}//${new URL(url).host}` === APP_ORIGIN;
}
