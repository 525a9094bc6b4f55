import { createTranslator } from '../../../../../shared/base/translate.ts';
import { HostError } from '../../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../../shared/host-api/messages.ts';
import { configHosts } from './config-hosts.ts';
import { loadSshSettings } from './load-ssh-settings.ts';

const MAX_HOSTS = 200;
const MAX_WORDS = 30;
const inEnglish = createTranslator('en', [HOST_MESSAGES]);

/** What Borescope makes of a person's ssh_config: its hosts, and by name each word that has no effect here or needs the program ssh. */
export async function describeSshConfig(homeFolder: string): Promise<string> {
  const hosts = await configHosts(homeFolder);
  const named = new Set<string>();
  try {
    for (const host of ['borescope.invalid', ...hosts.slice(0, MAX_HOSTS)]) {
      const { unfollowed, needsOpenSsh } = await loadSshSettings({ host, port: null, user: null }, homeFolder, null);
      for (const { word, file, line, why } of unfollowed) named.add(`${word} (${file}:${line}, ${why})`);
      for (const { word, file, line } of needsOpenSsh) named.add(`${word} (${file}:${line}, by the program ssh)`);
    }
  } catch (error) {
    if (error instanceof HostError) return inEnglish(error.data.message);
    throw error;
  }
  const words = [...named];
  const more = words.length > MAX_WORDS ? ` … +${words.length - MAX_WORDS}` : '';
  return [`${hosts.length} hosts`, ...(words.length > 0 ? [words.slice(0, MAX_WORDS).join('; ') + more] : [])].join(' · ');
}
