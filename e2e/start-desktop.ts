import { existsSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { freshHome, ROOT } from './start-workbench.ts';

/** True where the Electron runtime itself, not only its npm package, is installed. */
export const ELECTRON_IS_HERE = existsSync(path.join(ROOT, 'node_modules', 'electron', 'dist'));

export interface RunningDesktop {
  readonly app: ElectronApplication;
  readonly home: string;
  stop(): Promise<void>;
}

/** Starts the built desktop door in the installed Electron runtime. */
export async function startDesktop(): Promise<RunningDesktop> {
  const { home, remove } = freshHome();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({ args: [...sandbox, `--user-data-dir=${path.join(home, 'electron')}`, path.join(ROOT, 'dist', 'main.js')], env: { ...process.env, BORESCOPE_HOME: home } });
  return {
    app,
    home,
    async stop() {
      await app.close();
      remove();
    },
  };
}
