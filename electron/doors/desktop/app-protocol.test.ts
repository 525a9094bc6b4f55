import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { answerPage } from './app-protocol.ts';
import { isAppUrl } from './app-url.ts';

vi.mock('electron', () => ({ protocol: {} }));

const home = mkdtempSync(path.join(tmpdir(), 'app-'));
const folder = path.join(home, 'renderer');
mkdirSync(path.join(folder, 'assets'), { recursive: true });
writeFileSync(path.join(folder, 'index.html'), 'the page');
writeFileSync(path.join(folder, 'assets', 'main.js'), 'the script');
writeFileSync(path.join(home, 'secret.js'), 'a secret');
symlinkSync(path.join(home, 'secret.js'), path.join(folder, 'link.js'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const get = (url: string, method = 'GET'): Promise<Response> => answerPage(folder, { url, method });

describe('app: scheme', () => {
  it('[DESK-10] serves the built page under the content security policy', async () => {
    const page = await get('app://borescope/');
    expect(await page.text()).toBe('the page');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(await (await get('app://borescope/assets/main.js?v=1#x')).text()).toBe('the script');
  });

  it.each(['app://borescope/..%2fsecret.js', 'app://borescope/assets/..%2f..%2fsecret.js', 'app://borescope/%2e%2e/secret.js', 'app://borescope/..%5csecret.js', 'app://borescope/link.js', 'app://borescope/a%00.js', 'app://borescope/%zz.js', 'app://borescope/assets', 'app://other/index.html', 'https://borescope/index.html'])(
    '[DESK-11] does not serve %s',
    async (url) => expect((await get(url)).status).toBe(404),
  );

  it('[DESK-12] answers GET only', async () => {
    expect((await get('app://borescope/', 'POST')).status).toBe(404);
  });

  it('[DESK-13] never gives out a file beside its folder, whatever the URL', async () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'assets', 'index.html', 'secret.js', 'link.js', '%00', '%252e', '//');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        expect(await (await get(`app://borescope/${pieces.join('')}`)).text()).not.toContain('secret');
      }),
    );
  });

  it('[DESK-14] knows its own pages by scheme and host, not by prefix', () => {
    expect(isAppUrl('app://borescope/index.html')).toBe(true);
    for (const url of ['app://borescope.example/', 'app://borescope@evil/', 'app://user@borescope/', 'https://app//borescope', 'about:blank', 'null', '']) {
      expect(isAppUrl(url), url).toBe(false);
    }
  });
});
