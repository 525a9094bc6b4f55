import type { App, Session } from 'electron';
import { isAppUrl } from './app-url.ts';

/** No window opens another, leaves the application's pages or embeds a web view. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (details) => {
      if (!isAppUrl(details.url)) {
        details.preventDefault();
      }
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame || !isAppUrl(details.url)) {
        details.preventDefault();
      }
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Grants only writing text to the clipboard to our own pages, and forbids every request that is not `app:`, `blob:` or `data:`. */
export function guardSession(session: Session): void {
  const allowed = (permission: string, url: string): boolean => permission === 'clipboard-sanitized-write' && isAppUrl(url);
  session.setPermissionRequestHandler((_contents, permission, callback, details) => callback(allowed(permission, details.requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !/^(app|blob|data|devtools):/.test(details.url) }));
}
