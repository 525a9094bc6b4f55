import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../host/content-security-policy.ts';
import { menuLanguage, menuTemplate } from './menu.ts';
import { unpackedPath } from './unpacked-path.ts';
import { windowOptions } from './window-options.ts';

describe('window options', () => {
  const packaged = windowOptions({ preload: '/dist/preload.cjs', dark: true, packaged: true });

  it('[DESK-01] keep the page in a sandbox without Node, apart from the preload script', () => {
    expect(packaged.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    });
  });

  it('[DESK-02] download nothing by themselves and keep developer tools to development', () => {
    expect(packaged.webPreferences.spellcheck).toBe(false);
    expect(packaged.webPreferences.devTools).toBe(false);
    expect(windowOptions({ preload: '', dark: false, packaged: false }).webPreferences.devTools).toBe(true);
  });

  it('[DESK-03] start at the size every panel works at and show no white flash in the dark', () => {
    expect([packaged.width, packaged.height]).toEqual([1280, 800]);
    expect(packaged.minWidth).toBeGreaterThanOrEqual(960);
    expect(packaged.show).toBe(false);
    expect(packaged.backgroundColor).not.toBe(windowOptions({ preload: '', dark: false, packaged: true }).backgroundColor);
  });
});

describe('content security policy', () => {
  const directives = new Map(CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources] as const;
  }));

  it('[DESK-04] forbids everything by default', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect(directives.get(name), name).toEqual(["'none'"]);
    }
  });

  it('[DESK-05] runs only scripts of the application, and reaches no network', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/https?:|wss?:|\*|unsafe-eval/);
  });
});

describe('menu', () => {
  it('[DESK-06] has the same entries in both languages, each with words of its own', () => {
    const [en, ko] = (['en', 'ko'] as const).map((language) => menuTemplate({ language, mac: false, packaged: true }));
    const roles = (menu: typeof en): unknown => menu?.map((section) => (section.submenu as { role?: string }[]).map((entry) => entry.role));
    expect(roles(ko)).toEqual(roles(en));
    expect(ko?.map((section) => section.label)).toEqual(['파일', '편집', '보기', '창']);
    expect(JSON.stringify(en)).not.toContain('menu.');
  });

  it('[DESK-07] offers reloading and developer tools only in development', () => {
    const text = (packaged: boolean): string => JSON.stringify(menuTemplate({ language: 'en', mac: false, packaged }));
    expect(text(true)).not.toMatch(/toggleDevTools|"reload"/);
    expect(text(false)).toMatch(/toggleDevTools/);
  });

  it('[DESK-08] speaks Korean on a Korean system and English elsewhere', () => {
    expect([menuLanguage('ko-KR'), menuLanguage('ko'), menuLanguage('de'), menuLanguage('')]).toEqual(['ko', 'ko', 'en', 'en']);
  });
});

describe('packed paths', () => {
  it('[DESK-09] find the sample incident beside the archive once packed, and where it is otherwise', () => {
    expect(unpackedPath('/opt/Borescope/resources/app.asar/resources')).toBe('/opt/Borescope/resources/app.asar.unpacked/resources');
    expect(unpackedPath('C:\\b\\resources\\app.asar\\resources')).toBe('C:\\b\\resources\\app.asar.unpacked\\resources');
    expect(unpackedPath('/home/me/borescope/resources')).toBe('/home/me/borescope/resources');
  });
});
