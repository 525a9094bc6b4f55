// `npm start`: the desktop window where the Electron runtime is installed, else the browser door in an app window, else its link.
// One line says which it was and why.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const isRoot = process.getuid?.() === 0;
const hasDisplay = process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && existsSync(file)) return file;
  }
  return null;
}

function electronRuntime() {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
  const file = path.join(root, 'node_modules', 'electron', 'dist', name);
  return existsSync(file) ? file : null;
}

// Only browsers that can show one address as a window of its own.
function findBrowser() {
  const candidates = {
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
    win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)']].filter(Boolean).flatMap((folder) => [path.join(folder, 'Google/Chrome/Application/chrome.exe'), path.join(folder, 'Microsoft/Edge/Application/msedge.exe')]),
  }[process.platform];
  if (candidates) return candidates.find((file) => existsSync(file)) ?? null;
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(onPath).find((file) => file !== null) ?? null;
}

function dataFolder() {
  if (process.env.BORESCOPE_HOME) return process.env.BORESCOPE_HOME;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'borescope');
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'borescope');
  return path.join(process.env.XDG_DATA_HOME || path.join(homedir(), '.local', 'share'), 'borescope');
}

// Chromium refuses its sandbox to root; an ordinary user keeps it.
const sandbox = isRoot ? ['--no-sandbox'] : [];

function openAppWindow(browser, url) {
  const profile = path.join(dataFolder(), 'browser-profile');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  return spawn(browser, [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-sync', '--window-size=1440,900', ...sandbox], { stdio: 'ignore' });
}

function startDesktop(runtime) {
  console.log('Borescope opens its desktop window: the Electron runtime is installed.');
  const child = spawn(runtime, [...sandbox, path.join(root, 'dist', 'main.js')], { stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 0));
}

function startBrowserDoor(why, browser) {
  const door = spawn(process.execPath, [path.join(root, 'dist', 'web.js'), ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => door.kill(signal));
  door.on('exit', (code) => process.exit(code ?? 0));
  createInterface({ input: door.stdout }).once('line', (url) => {
    if (browser === null) {
      console.log(`Borescope serves this computer only, because ${why}. Open this link once: ${url}`);
      return;
    }
    console.log(`Borescope opens a window of ${path.basename(browser)}, because ${why}.`);
    const window = openAppWindow(browser, url);
    window.on('error', (error) => console.log(`The window could not be opened (${error.message}). Open this link once: ${url}`));
    // Closing the window ends the program, as it does on the desktop.
    window.on('exit', () => door.kill('SIGTERM'));
  });
}

const runtime = electronRuntime();
if (runtime !== null && hasDisplay) startDesktop(runtime);
else {
  const browser = hasDisplay ? findBrowser() : null;
  const noRuntime = 'the Electron runtime (node_modules/electron/dist) is not installed';
  const why = hasDisplay ? (browser === null ? `${noRuntime} and no Chromium, Chrome or Edge was found` : noRuntime) : 'there is no display';
  startBrowserDoor(why, browser);
}
