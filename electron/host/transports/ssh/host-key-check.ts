import { assertNever } from '../../../../shared/base/assert-never.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import { storageError } from '../../host-errors.ts';
import type { Prompts } from '../../prompts.ts';
import type { SshSettings } from './config/ssh-settings.ts';
import { UnreadableKnownHosts, appendKnownHost, readKnownHosts } from './known-hosts-files.ts';
import { authorityFor, fingerprintOf, judgeHostKey, keyTypeOf, knownKeyTypes, recordedNames, type KnownHostsFile, type RecordedNames } from './known-hosts.ts';
import { hostKeyError, knownHostsUnreadable, type Peer } from './ssh-errors.ts';

export interface HostKeyPolicy extends Pick<SshSettings, 'userKnownHostsFiles' | 'globalKnownHostsFiles' | 'strictHostKeyChecking'> {
  /** Borescope's own file: read with the others, and the only one written. */
  readonly additionsFile: string;
}

/** Signature algorithms of a key type, in order of preference. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = { 'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'] };
const OFFERED = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256'] as const;
export type HostKeyAlgorithm = (typeof OFFERED)[number];

/** Decides whether the key a server shows is that of the host, asking a person where nothing is known. */
export interface HostKeyCheck {
  /** Known types first. */
  readonly algorithms: readonly HostKeyAlgorithm[];
  /** null: trusted. Otherwise why not. */
  check(key: Buffer, prompts: Prompts, signal: CancelSignal): Promise<HostError | null>;
}

/** Reads the known_hosts files; rejects with HostError when one cannot be read, as then nothing can be trusted. */
export async function prepareHostKeyCheck(peer: Peer, options: HostKeyPolicy): Promise<HostKeyCheck> {
  const known = await readAll(peer, options);
  const preferred = knownKeyTypes(known.entries, namesOf(peer)).flatMap((type) => ALGORITHMS[type] ?? [type]);
  return {
    algorithms: [...OFFERED].sort((a, b) => rank(preferred, a) - rank(preferred, b)),
    check: (key, prompts, signal) => check(known, key, { peer, options, prompts, signal }),
  };
}

function rank(preferred: readonly string[], algorithm: string): number {
  const at = preferred.indexOf(algorithm);
  return at < 0 ? preferred.length : at;
}

async function readAll(peer: Peer, { userKnownHostsFiles, globalKnownHostsFiles, additionsFile }: HostKeyPolicy): Promise<KnownHostsFile> {
  try {
    return await readKnownHosts([...userKnownHostsFiles, additionsFile, ...globalKnownHostsFiles]);
  } catch (error) {
    if (error instanceof UnreadableKnownHosts) throw knownHostsUnreadable(peer, error.file, error.message);
    throw error;
  }
}

async function check(known: KnownHostsFile, key: Buffer, context: { peer: Peer; options: HostKeyPolicy; prompts: Prompts; signal: CancelSignal }): Promise<HostError | null> {
  const { peer, options, prompts, signal } = context;
  const shown = { keyType: keyTypeOf(key), fingerprint: fingerprintOf(key) };
  const skippedLines = known.malformed.map(({ file, line, why }) => `${file}:${line} skipped: ${why}`).join('\n');
  const judged = judgeHostKey(known.entries, namesOf(peer), key);
  switch (judged.verdict) {
    case 'trusted':
      return null;
    case 'changed':
    case 'revoked':
      return hostKeyError(judged.verdict, peer, shown, { file: judged.file, line: judged.line }, skippedLines);
    case 'unknown': {
      // Such a host proves itself by a certificate, which ssh2 cannot check.
      const authority = authorityFor(known.entries, namesOf(peer));
      if (authority !== null) return hostKeyError('needs-certificate', peer, shown, authority, skippedLines);
      if (options.strictHostKeyChecking === 'yes') return hostKeyError('unknown', peer, shown, null, skippedLines);
      // `no` would even take a changed key; Borescope reads it as accept-new.
      if (options.strictHostKeyChecking === 'ask') {
        const answer = await prompts.ask({ type: 'host-key', host: peer.host, port: peer.port, ...shown }, signal);
        if (answer.type !== 'yes') return hostKeyError('refused', peer, shown, null, skippedLines);
      }
      return appendKnownHost(options.additionsFile, namesOf(peer).name, key).then(
        () => null,
        (error: unknown) => storageError(error, options.additionsFile),
      );
    }
    default:
      return assertNever(judged);
  }
}

function namesOf({ host, port, hostKeyAlias }: Peer): RecordedNames {
  return hostKeyAlias === null ? recordedNames(host, port) : { name: hostKeyAlias, bare: hostKeyAlias };
}
