import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readOwnRules, RULES_NAME, URL_PATTERNS_NAME } from '../../shared/engine/own-rules/own-rules.ts';
import type { DoctorRow } from '../../shared/host-api/views.ts';
import { ownRuleFiles } from './own-rule-files.ts';
import { describeSshConfig } from './transports/ssh/config/describe-config.ts';

const run = promisify(execFile);

const TOOLS = ['java', 'jcmd', 'jstack', 'ssh', 'ssh-agent'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** What of the surroundings Borescope can use, each with where it was found. */
export async function runDoctor(casesFolder: string, dataFolder: string): Promise<readonly DoctorRow[]> {
  const rows: DoctorRow[] = [{ name: 'node', state: 'ok', detail: `${process.version} (${process.platform} ${process.arch})` }];
  for (const tool of TOOLS) {
    const found = await onPath(tool);
    rows.push({ name: tool, state: found === null ? 'missing' : 'ok', detail: found === null ? '' : [found, tool === 'java' ? await javaVersion(found) : ''].filter(Boolean).join(' · ') });
  }
  rows.push({ name: 'SSH_AUTH_SOCK', state: 'info', detail: process.env['SSH_AUTH_SOCK'] ?? '' });
  rows.push({ name: '~/.ssh/config', state: 'info', detail: await describeSshConfig(os.homedir()) });
  rows.push({ name: 'electron', ...(await electronRuntime()) });
  const browser = (await Promise.all(BROWSERS.map(onPath))).find((found) => found !== null);
  rows.push({ name: 'chromium', state: browser ? 'ok' : 'missing', detail: browser ?? '' });
  rows.push({ name: 'cases', ...(await writable(casesFolder)) });
  rows.push(...ownRuleRows(dataFolder));
  return rows;
}

/** The files of a person's own rules, where there are any, and what of them cannot be used. */
function ownRuleRows(dataFolder: string): readonly DoctorRow[] {
  const files = ownRuleFiles(dataFolder);
  const { rules, urlPatterns, problems } = readOwnRules(files);
  const row = (name: string, text: string | null, count: number): readonly DoctorRow[] => {
    const own = problems.filter(({ params }) => params['file'] === name);
    return text === null ? [] : [{ name, state: own.length === 0 ? 'ok' : 'missing', detail: `${path.join(dataFolder, name)} · ${count}`, problems: own }];
  };
  return [...row(RULES_NAME, files.rules, rules.length), ...row(URL_PATTERNS_NAME, files.urlPatterns, urlPatterns.length)];
}

async function onPath(tool: string): Promise<string | null> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const file = path.join(folder, tool + ending);
      if (await access(file, constants.X_OK).then(() => true, () => false)) return file;
    }
  }
  return null;
}

async function javaVersion(java: string): Promise<string> {
  try {
    return (await run(java, ['-version'], { timeout: 5000 })).stderr.split('\n')[0]?.trim() ?? '';
  } catch {
    return '';
  }
}

/** Looks at the package's folder and never loads it: its entry would download a missing runtime. */
async function electronRuntime(): Promise<Pick<DoctorRow, 'state' | 'detail'>> {
  const own = process.versions['electron'];
  if (own !== undefined) return { state: 'ok', detail: own };
  try {
    const runtime = path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
    await access(runtime);
    return { state: 'ok', detail: runtime };
  } catch {
    return { state: 'missing', detail: '' };
  }
}

/** The folder itself, or the nearest one above that exists. */
async function writable(folder: string): Promise<Pick<DoctorRow, 'state' | 'detail'>> {
  let existing = folder;
  while (!(await access(existing).then(() => true, () => false)) && path.dirname(existing) !== existing) existing = path.dirname(existing);
  const isWritable = await access(existing, constants.W_OK).then(() => true, () => false);
  return { state: isWritable ? 'ok' : 'missing', detail: folder };
}
