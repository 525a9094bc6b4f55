import type { ConfigQuestion, ConfigValue, EvaluatedConfig } from './evaluate-config.ts';
import { expandFileName, type TokenValues } from './expand-tokens.ts';
import { parseJumps, type Jump } from './parse-jumps.ts';
import type { ConfigFiles, ConfigNote, ConfigPlace } from './read-config-files.ts';

/** This computer and the person at it, as tokens and defaults need them. */
export interface LocalFacts {
  readonly homeFolder: string;
  readonly user: string;
  readonly hostName: string;
  readonly uid: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a host is reached, as far as Borescope follows ssh_config. */
export interface SshSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absolute; null = none named, so the usual ones. */
  readonly identityFiles: readonly string[] | null;
  readonly identitiesOnly: boolean;
  /** A socket; `none`: no agent; null: as the environment says. */
  readonly identityAgent: string | null;
  readonly hostKeyAlias: string | null;
  readonly userKnownHostsFiles: readonly string[];
  readonly globalKnownHostsFiles: readonly string[];
  readonly strictHostKeyChecking: 'yes' | 'accept-new' | 'ask' | 'no';
  readonly connectTimeoutMs: number | null;
  /** 0 = not set. */
  readonly serverAliveMs: number;
  readonly serverAliveMisses: number;
  /** First hop first; the last one is next to the host. */
  readonly jumps: readonly Jump[];
  /** Words that only the system's `ssh` can follow; without it the host would be reached wrongly, or not at all. */
  readonly needsOpenSsh: readonly ConfigPlace[];
  /** Words and lines that have no effect here. */
  readonly unfollowed: readonly ConfigNote[];
}

const FOLLOWED = new Set('hostname port user identityfile identitiesonly identityagent hostkeyalias userknownhostsfile globalknownhostsfile stricthostkeychecking connecttimeout serveraliveinterval serveralivecountmax proxyjump'.split(' '));
const isOn = ([value = '']: readonly string[]): boolean => ['yes', 'true', 'always'].includes(value.toLowerCase());
const isGiven = ([value = '']: readonly string[]): boolean => value.toLowerCase() !== 'none';
/** Words that change the way or the proof of identity, with when they do. */
const FOR_OPENSSH: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  proxycommand: isGiven,
  certificatefile: isGiven,
  pkcs11provider: isGiven,
  gssapiauthentication: isOn,
  hostbasedauthentication: isOn,
  canonicalizehostname: isOn,
  knownhostscommand: isGiven,
  revokedhostkeys: isGiven,
  verifyhostkeydns: (args) => isOn(args) || args[0]?.toLowerCase() === 'ask',
  bindaddress: isGiven,
  bindinterface: isGiven,
};

export function settingsOf(config: EvaluatedConfig, files: ConfigFiles, question: ConfigQuestion, local: LocalFacts): SshSettings {
  const unfollowed: ConfigNote[] = [...files.notes];
  const { values, lists } = config;
  const args = (word: string): readonly string[] => values.get(word)?.args ?? [];
  const one = (word: string): string | null => args(word)[0] ?? null;
  const port = question.port ?? portOf(one('port')) ?? 22;
  const jumps = parseJumps(one('proxyjump') ?? 'none');
  const hostKeyAlias = one('hostkeyalias')?.toLowerCase() ?? null;
  const tokens: TokenValues = { ...config, ...local, port, originalHost: question.host, localUser: local.user, user: config.user, localHost: local.hostName, localUid: local.uid, hostKeyAlias, proxyJump: one('proxyjump') ?? '' };
  const expand = (value: ConfigValue): string[] =>
    value.args.filter((text) => text.toLowerCase() !== 'none').flatMap((text) => {
      const expanded = expandFileName(text, tokens, local.environment);
      if ('file' in expanded) return [expanded.file];
      unfollowed.push({ ...value.place, why: `${text}: ${expanded.why}` });
      return [];
    });
  const filesOf = (word: string, otherwise: readonly string[]): readonly string[] => (values.has(word) ? expand(values.get(word) as ConfigValue) : otherwise);
  const settings: SshSettings = {
    host: config.host,
    port,
    user: config.user,
    identityFiles: lists.has('identityfile') ? (lists.get('identityfile') ?? []).flatMap(expand) : null,
    identitiesOnly: isOn(args('identitiesonly')),
    identityAgent: agentOf(values.get('identityagent'), expand, local),
    hostKeyAlias,
    userKnownHostsFiles: filesOf('userknownhostsfile', ['known_hosts', 'known_hosts2'].map((name) => `${local.homeFolder}/.ssh/${name}`)),
    globalKnownHostsFiles: filesOf('globalknownhostsfile', ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2']),
    strictHostKeyChecking: strictness(one('stricthostkeychecking')),
    connectTimeoutMs: durationMs(one('connecttimeout')),
    serverAliveMs: durationMs(one('serveraliveinterval')) ?? 0,
    serverAliveMisses: Number(one('serveralivecountmax') ?? 3),
    jumps: jumps ?? [],
    needsOpenSsh: [...wordsForOpenSsh(config, jumps === null), ...config.unjudged],
    unfollowed,
  };
  const listed = [...values, ...[...lists].map(([word, [first]]) => [word, first] as const)];
  for (const [word, value] of listed) {
    if (value !== undefined && !FOLLOWED.has(word) && FOR_OPENSSH[word]?.(value.args) !== true) unfollowed.push({ ...value.place, why: 'not followed' });
  }
  return settings;
}

function wordsForOpenSsh({ values, lists }: EvaluatedConfig, jumpsUnreadable: boolean): ConfigPlace[] {
  const needing = Object.entries(FOR_OPENSSH).flatMap(([word, needs]) => {
    const value = values.get(word) ?? lists.get(word)?.[0];
    // Debian and Red Hat switch GSSAPI on for everyone; only a person who asks for it has tickets to use.
    const isDefault = word === 'gssapiauthentication' && value?.place.file.startsWith('/etc/') === true;
    return value !== undefined && !isDefault && needs(value.args) ? [value.place] : [];
  });
  const jump = values.get('proxyjump');
  return jumpsUnreadable && jump !== undefined ? [...needing, jump.place] : needing;
}

function portOf(text: string | null): number | null {
  const port = Number(text);
  return text !== null && /^\d+$/.test(text) && port > 0 && port < 65_536 ? port : null;
}

function agentOf(value: ConfigValue | undefined, expand: (value: ConfigValue) => string[], { environment }: LocalFacts): string | null {
  const [text] = value?.args ?? [];
  if (value === undefined || text === undefined || text === 'SSH_AUTH_SOCK') return null;
  if (text.toLowerCase() === 'none') return 'none';
  if (text.startsWith('$') && !text.startsWith('${')) return environment[text.slice(1)] ?? 'none';
  return expand(value)[0] ?? 'none';
}

function strictness(text: string | null): SshSettings['strictHostKeyChecking'] {
  switch (text?.toLowerCase()) {
    case 'yes':
    case 'true':
      return 'yes';
    case 'accept-new':
      return 'accept-new';
    case 'no':
    case 'off':
    case 'false':
      return 'no';
    default:
      return 'ask';
  }
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** OpenSSH's times: `90`, `1m30s`; null for `none` and for what is no time. */
export function durationMs(text: string | null): number | null {
  if (text === null || !/^(\d+[smhdw]?)+$/i.test(text)) return null;
  const parts = Array.from(text.matchAll(/(\d+)([smhdw]?)/gi), ([, count, unit]) => Number(count) * (UNIT_SECONDS[(unit ?? '').toLowerCase()] ?? 0));
  return parts.reduce((sum, seconds) => sum + seconds, 0) * 1000;
}
