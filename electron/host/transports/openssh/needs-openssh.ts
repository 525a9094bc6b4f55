import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findTool } from '../local/find-tool.ts';
import { loadSshSettings } from '../ssh/config/load-ssh-settings.ts';
import type { SshSettings } from '../ssh/config/ssh-settings.ts';
import { readKnownHosts } from '../ssh/known-hosts-files.ts';
import { authorityFor, recordedNames } from '../ssh/known-hosts.ts';
import { planRoute, type Place } from '../ssh/ssh-route.ts';

const SECURITY_KEY = /^sk-(ssh|ecdsa)-/;
const USUAL_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const USUAL_SECURITY_KEYS = ['id_ed25519_sk', 'id_ecdsa_sk'];

/** Why only the program ssh can reach a place (a word of ssh_config, a security key, a certificate authority); null when ssh2 can, or when there is no such program. */
export async function reasonForOpenssh(place: Place, homeFolder: string): Promise<string | null> {
  const hops = await planRoute(place, (some) => loadSshSettings(some, homeFolder));
  for (const { settings } of hops) {
    const reason = settings.needsOpenSsh[0]?.word ?? (await securityKeyOf(settings, homeFolder)) ?? (await authorityOf(settings));
    if (reason !== null) return (await findTool('ssh', process.env)) === null ? null : reason;
  }
  return null;
}

async function securityKeyOf({ identityFiles }: SshSettings, homeFolder: string): Promise<string | null> {
  const inHome = (names: readonly string[]): readonly string[] => names.map((name) => path.join(homeFolder, '.ssh', name));
  const publicHalves = async (files: readonly string[]): Promise<readonly (string | null)[]> => Promise.all(files.map((file) => readFile(`${file}.pub`, 'utf8').catch(() => null)));
  if (identityFiles === null) {
    // Those that ssh2 can use come first, where there are any.
    const usual = await publicHalves(inHome(USUAL_KEYS));
    if (usual.some((text) => text !== null)) return null;
  }
  const halves = await publicHalves(identityFiles ?? inHome(USUAL_SECURITY_KEYS));
  return halves.some((text) => text !== null && SECURITY_KEY.test(text)) ? 'security key' : null;
}

async function authorityOf({ host, port, hostKeyAlias, userKnownHostsFiles, globalKnownHostsFiles }: SshSettings): Promise<string | null> {
  const names = hostKeyAlias === null ? recordedNames(host, port) : { name: hostKeyAlias, bare: hostKeyAlias };
  // A file that cannot be read is told when the key is checked.
  const known = await readKnownHosts([...userKnownHostsFiles, ...globalKnownHostsFiles]).catch(() => null);
  return known !== null && authorityFor(known.entries, names) !== null ? '@cert-authority' : null;
}
