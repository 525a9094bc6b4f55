/** Where a window is built from; plain data, so that it can be checked without Electron. */
export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly show: boolean;
  readonly title: string;
  readonly backgroundColor: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly contextIsolation: boolean;
    readonly sandbox: boolean;
    readonly nodeIntegration: boolean;
    readonly nodeIntegrationInWorker: boolean;
    readonly nodeIntegrationInSubFrames: boolean;
    readonly webSecurity: boolean;
    readonly allowRunningInsecureContent: boolean;
    readonly experimentalFeatures: boolean;
    readonly webviewTag: boolean;
    readonly navigateOnDragDrop: boolean;
    readonly spellcheck: boolean;
    readonly devTools: boolean;
  };
}

// The theme's `--surface`, so that the window does not flash before the first paint.
const GROUND = { light: '#ffffff', dark: '#1b1d21' } as const;

export function windowOptions(options: { readonly preload: string; readonly dark: boolean; readonly packaged: boolean }): WindowOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Borescope',
    backgroundColor: options.dark ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // A dropped file is evidence to import, never a page to open.
      navigateOnDragDrop: false,
      // The spell checker would download dictionaries.
      spellcheck: false,
      devTools: !options.packaged,
    },
  };
}
