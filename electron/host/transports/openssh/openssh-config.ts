import type { SshSettings } from '../ssh/config/ssh-settings.ts';

const quoted = (file: string): string => `"${file.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

interface Files {
  readonly additionsFile: string;
  readonly homeFolder: string;
  readonly systemFile: string;
}

/**
 * A configuration for the program ssh: what must hold for every connection, then the person's own. As the first value of a word wins,
 * and ssh hands this file on to the jump hosts it goes through, nothing of it can be lost on the way.
 */
export function opensshConfig(settings: SshSettings, { additionsFile, homeFolder, systemFile }: Files, connectTimeoutSeconds: number): string {
  const strictness = settings.strictHostKeyChecking === 'no' ? 'accept-new' : settings.strictHostKeyChecking;
  return [
    'ControlMaster no',
    'ControlPath none',
    'ClearAllForwardings yes',
    'ForwardAgent no',
    'ForwardX11 no',
    'PermitLocalCommand no',
    'RequestTTY no',
    'EscapeChar none',
    'LogLevel INFO',
    'UpdateHostKeys no',
    `StrictHostKeyChecking ${strictness}`,
    // ssh adds new keys to the first of these.
    `UserKnownHostsFile ${[additionsFile, ...settings.userKnownHostsFiles].map(quoted).join(' ')}`,
    'ServerAliveInterval 5',
    'ServerAliveCountMax 2',
    `ConnectTimeout ${settings.connectTimeoutMs === null ? connectTimeoutSeconds : Math.ceil(settings.connectTimeoutMs / 1000)}`,
    'Match all',
    `Include ${quoted(`${homeFolder}/.ssh/config`)}`,
    'Match all',
    `Include ${quoted(systemFile)}`,
    '',
  ].join('\n');
}
