import os from 'node:os';
import { thisUser } from '../../../this-user.ts';
import { evaluateConfig, type ConfigQuestion } from './evaluate-config.ts';
import { readConfigFiles } from './read-config-files.ts';
import { settingsOf, type SshSettings } from './ssh-settings.ts';

export const SYSTEM_SSH_CONFIG = '/etc/ssh/ssh_config';

/** Reads the files of a home folder (and the system's) for one host. Rejects with HostError when they cannot be followed at all. */
export async function loadSshSettings(place: Omit<ConfigQuestion, 'localUser'>, homeFolder: string, systemFile: string | null = SYSTEM_SSH_CONFIG): Promise<SshSettings> {
  const local = { homeFolder, user: thisUser() ?? 'root', hostName: os.hostname(), uid: process.getuid?.() ?? 0, environment: process.env };
  const question = { ...place, localUser: local.user };
  const files = await readConfigFiles(homeFolder, systemFile);
  return settingsOf(evaluateConfig(files, question), files, question, local);
}
