import * as fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppUrl, resolveAppPath } from './resolve-app-path.ts';

const folder = path.resolve('/opt/borescope/dist/renderer');

describe('app paths', () => {
  it('[DESK-10] serves the start page and files of the built renderer with their types', () => {
    expect(resolveAppPath(folder, 'app://borescope/')).toEqual({ file: path.join(folder, 'index.html'), mediaType: 'text/html; charset=utf-8' });
    expect(resolveAppPath(folder, 'app://borescope/assets/main-1a2b.js?v=1#x')?.file).toBe(path.join(folder, 'assets', 'main-1a2b.js'));
  });

  it.each(['app://borescope/..%2f..%2fetc%2fpasswd.json', 'app://borescope/a%00.js', 'app://borescope/..%5cmain.js', 'app://borescope/%zz.js', 'app://other/index.html', 'file:///etc/hosts.json', 'https://borescope/index.html', 'nonsense', 'app://borescope/main'])(
    '[DESK-11] refuses %s',
    (url) => expect(resolveAppPath(folder, url)).toBeNull(),
  );

  it('[DESK-12] never leaves the folder, whatever the URL', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', 'index.html', '.js', '%00', '%252e', '//', 'C:');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = resolveAppPath(folder, `app://borescope/${pieces.join('')}`);
        expect(found === null || found.file.startsWith(folder + path.sep)).toBe(true);
      }),
    );
  });

  it('[DESK-13] knows its own pages by scheme and host, not by prefix', () => {
    expect(isAppUrl('app://borescope/index.html')).toBe(true);
    for (const url of ['app://borescope.example/', 'app://user@evil/', 'https://app//borescope', 'about:blank', '']) {
      expect(isAppUrl(url), url).toBe(false);
    }
  });
});
