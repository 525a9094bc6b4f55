import os from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where cases and settings are kept: `BORESCOPE_HOME`, or the platform's place for application data. */
export function dataFolderOf(env: Environment, platform: NodeJS.Platform = process.platform, home: string = os.homedir()): string {
  const chosen = env['BORESCOPE_HOME'];
  if (chosen) return path.resolve(chosen);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'borescope');
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'borescope');
  return path.join(env['XDG_DATA_HOME'] || path.join(home, '.local', 'share'), 'borescope');
}
