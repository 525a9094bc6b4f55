import { createHash, createHmac } from 'node:crypto';
import { matchesPatternList } from './host-patterns.ts';

export interface KnownHostEntry {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly marker: 'revoked' | 'cert-authority' | null;
  /** As written: patterns parted by commas, or one hashed name. */
  readonly hosts: string;
  readonly keyType: string;
  readonly key: Buffer;
}

export interface KnownHostsFile {
  readonly entries: readonly KnownHostEntry[];
  /** Lines that were skipped, with why. */
  readonly malformed: readonly { readonly file: string; readonly line: number; readonly why: string }[];
}

export type HostKeyVerdict =
  | { readonly verdict: 'trusted' }
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'changed' | 'revoked'; readonly file: string; readonly line: number };

const DEFAULT_PORT = 22;

/** Under which names the key of a host may be recorded. */
export interface RecordedNames {
  /** Bare on port 22, `[host]:port` elsewhere, or a HostKeyAlias as it is. */
  readonly name: string;
  /** Without the port. */
  readonly bare: string;
}

export function recordedNames(host: string, port: number): RecordedNames {
  const bare = host.toLowerCase();
  return { name: port === DEFAULT_PORT ? bare : `[${bare}]:${port}`, bare };
}

export function parseKnownHosts(text: string, file: string): KnownHostsFile {
  const entries: KnownHostEntry[] = [];
  const malformed: { file: string; line: number; why: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const words = raw.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#')) continue;
    const entry = parseEntry(words);
    if (typeof entry === 'string') malformed.push({ file, line: index + 1, why: entry });
    else entries.push({ file, line: index + 1, ...entry });
  }
  return { entries, malformed };
}

/** The entry, or why it is none. */
function parseEntry(words: readonly string[]): Pick<KnownHostEntry, 'marker' | 'hosts' | 'keyType' | 'key'> | string {
  const marked = words[0]?.startsWith('@') === true;
  const marker = words[0] === '@revoked' ? 'revoked' : words[0] === '@cert-authority' ? 'cert-authority' : null;
  if (marked && marker === null) return `unknown marker ${words[0]}`;
  const [hosts, keyType, base64] = marked ? words.slice(1) : words;
  if (hosts === undefined || keyType === undefined || base64 === undefined) return 'expected host names, a key type and a key';
  if (/^\d+$/.test(keyType)) return 'a key of SSH protocol 1';
  if (hosts.startsWith('|') && hashedParts(hosts) === null) return 'a hashed host name of unknown form';
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) return 'the key is not base64';
  const key = Buffer.from(base64, 'base64');
  if (keyTypeOf(key) !== keyType) return `the key is not of type ${keyType}`;
  return { marker, hosts, keyType, key };
}

/** The type a public key blob names in its first field; empty when it has none. */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  const length = key.readUInt32BE(0);
  return length <= key.length - 4 ? key.subarray(4, 4 + length).toString('latin1') : '';
}

function hashedParts(hosts: string): { salt: Buffer; hash: Buffer } | null {
  const found = /^\|1\|([A-Za-z0-9+/]+=*)\|([A-Za-z0-9+/]+=*)$/.exec(hosts);
  return found ? { salt: Buffer.from(found[1] ?? '', 'base64'), hash: Buffer.from(found[2] ?? '', 'base64') } : null;
}

function isFor(entry: KnownHostEntry, name: string): boolean {
  const hashed = hashedParts(entry.hosts);
  if (hashed) return createHmac('sha1', hashed.salt).update(name).digest().equals(hashed.hash);
  return matchesPatternList(entry.hosts.split(','), name);
}

/**
 * What the known_hosts entries say of a key, as OpenSSH's `ssh` judges: a revoked key is refused whatever else is recorded;
 * an equal key is trusted; any other key recorded for that name means changed. A key recorded for the bare name is trusted on
 * another port too, but a different one there says nothing.
 */
export function judgeHostKey(entries: readonly KnownHostEntry[], { name, bare }: RecordedNames, key: Buffer): HostKeyVerdict {
  const forName = entries.filter((entry) => isFor(entry, name));
  const forBare = bare === name ? [] : entries.filter((entry) => isFor(entry, bare));

  const revokedIn = (some: readonly KnownHostEntry[]): KnownHostEntry | undefined => some.find((entry) => entry.marker === 'revoked' && entry.key.equals(key));
  const plain = forName.filter((entry) => entry.marker === null);
  const trusted = plain.some((entry) => entry.key.equals(key));
  const [other] = plain;
  const revoked = revokedIn(forName);
  if (revoked) return { verdict: 'revoked', file: revoked.file, line: revoked.line };
  if (trusted) return { verdict: 'trusted' };
  if (other) return { verdict: 'changed', file: other.file, line: other.line };
  const revokedBare = revokedIn(forBare);
  if (revokedBare) return { verdict: 'revoked', file: revokedBare.file, line: revokedBare.line };
  return { verdict: forBare.some((entry) => entry.marker === null && entry.key.equals(key)) ? 'trusted' : 'unknown' };
}

/** The first line that names a certificate authority for a host; null when none does. */
export function authorityFor(entries: readonly KnownHostEntry[], { name, bare }: RecordedNames): KnownHostEntry | null {
  return entries.find((entry) => entry.marker === 'cert-authority' && (isFor(entry, name) || isFor(entry, bare))) ?? null;
}

/** Types of the keys recorded for a host: asked for first, so that a server with several keys shows the one that is known. */
export function knownKeyTypes(entries: readonly KnownHostEntry[], { name, bare }: RecordedNames): string[] {
  const known = entries.filter((entry) => entry.marker === null && (isFor(entry, name) || isFor(entry, bare)));
  return [...new Set(known.map((entry) => entry.keyType))];
}

/** As `ssh-keygen -l` prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

export function knownHostLine(name: string, key: Buffer): string {
  return `${name} ${keyTypeOf(key)} ${key.toString('base64')}\n`;
}
