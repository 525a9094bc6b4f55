import path from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, session } from 'electron';
import type { HostApi } from '../../../shared/host-api/contract.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { answerCalls, forwardEvents } from './ipc-door.ts';
import { menuLanguage, menuTemplate } from './menu.ts';
import { guardNavigation, guardSession } from './navigation-guards.ts';
import { APP_ORIGIN } from './app-url.ts';
import { windowOptions } from './window-options.ts';

export interface DesktopOptions {
  /** Folder of the built files: `preload.cjs` and `renderer/`. */
  readonly distFolder: string;
  /** Called once the single-instance lock is ours, so that a second start never touches the data folder. */
  readonly createHost: () => HostApi & { close(): Promise<void> };
}

function openWindow(distFolder: string, host: HostApi): void {
  const window = new BrowserWindow(windowOptions({ preload: path.join(distFolder, 'preload.cjs'), dark: nativeTheme.shouldUseDarkColors, packaged: app.isPackaged }));
  const endEvents = forwardEvents(window.webContents, host);
  window.once('ready-to-show', () => window.show());
  window.on('closed', endEvents);
  void window.loadURL(`${APP_ORIGIN}/`);
}

function showExistingWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) {
    window.restore();
  }
  window?.focus();
}

/** Opens the desktop window over a host. A second start of the program shows the window of the first. */
export async function openDesktop(options: DesktopOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  guardNavigation(app);
  await app.whenReady();

  guardSession(session.defaultSession);
  serveApp(path.join(options.distFolder, 'renderer'));
  const host = options.createHost();
  answerCalls(ipcMain, host);
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ language: menuLanguage(app.getLocale()), mac, packaged: app.isPackaged })));

  openWindow(options.distFolder, host);
  app.on('second-instance', showExistingWindow);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) {
      openWindow(options.distFolder, host);
    }
  });
  app.on('window-all-closed', () => {
    if (!mac) {
      app.quit();
    }
  });
  closeHostBeforeQuit(host);
}

function closeHostBeforeQuit(host: { close(): Promise<void> }): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) {
      return;
    }
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
