import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Folders in which JDK tools are looked for after the PATH: `JAVA_HOME`, then the JDKs of /usr/lib/jvm, newest name first. */
async function jdkFolders(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const home = environment['JAVA_HOME'];
  const jvms = '/usr/lib/jvm';
  const names = await readdir(jvms).catch(() => [] as string[]);
  const byNameDown = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return [...(home ? [path.join(home, 'bin')] : []), ...byNameDown.map((name) => path.join(jvms, name, 'bin'))];
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Absolute path of a tool, or null. A name with a slash is looked at as it stands. */
export async function findTool(name: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  if (name.includes('/') || path.isAbsolute(name)) return (await isExecutable(name)) ? name : null;
  const onPath = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of [...onPath, ...(await jdkFolders(environment))]) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (await isExecutable(file)) return file;
    }
  }
  return null;
}
