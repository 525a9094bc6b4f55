import { createReadStream, type ReadStream } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

export interface RendererFile {
  readonly mediaType: string;
  readonly bytes: number;
  /** The content; the caller reads it or calls `close`. */
  stream(): ReadStream;
  close(): Promise<void>;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Where the built page's file lies that a URL path names; null for anything outside `folder`, by `..`, by encoding or through a symbolic link. */
export async function resolveRendererFile(folder: string, pathname: string): Promise<{ readonly real: string; readonly mediaType: string } | null> {
  const decoded = decode(pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null;
  const wanted = path.resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  const mediaType = MEDIA_TYPES[path.extname(wanted).toLowerCase()];
  if (mediaType === undefined) return null;
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(wanted)]);
    return real.startsWith(root + path.sep) ? { real, mediaType } : null;
  } catch {
    return null;
  }
}

/** The same file, opened to be streamed; null also when it is not a plain file. */
export async function openRendererFile(folder: string, pathname: string): Promise<RendererFile | null> {
  const found = await resolveRendererFile(folder, pathname);
  if (found === null) return null;
  const { real, mediaType } = found;
  try {
    const handle = await open(real, 'r');
    const facts = await handle.stat();
    if (!facts.isFile()) {
      await handle.close();
      return null;
    }
    return { mediaType, bytes: facts.size, stream: () => createReadStream(real, { fd: handle, autoClose: true }), close: () => handle.close() };
  } catch {
    return null;
  }
}
