import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import { errnoOf, textOf } from '../../host-errors.ts';

/** A private key file. Its secret half stays on disk until a server wants its signature. */
export interface KeyFile {
  readonly file: string;
  /** null: only the passphrase reveals it, as in old PEM files without a `.pub` beside them. */
  readonly publicKey: ParsedKey | null;
  /** null when the file is encrypted. */
  readonly plainKey: ParsedKey | null;
  /** The private key, or null when the passphrase is wrong. */
  unlock(passphrase: string): ParsedKey | null;
}

const DEFAULT_NAMES = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
const MAX_KEY_BYTES = 256 * 1024;

export function defaultKeyFiles(homeFolder: string): string[] {
  return DEFAULT_NAMES.map((name) => path.join(homeFolder, '.ssh', name));
}

/** Reads those that exist; what cannot be used is told in `notes`. */
export async function readKeyFiles(files: readonly string[], notes: string[]): Promise<KeyFile[]> {
  const read = await Promise.all(files.map((file) => readKeyFile(file, notes)));
  return read.flatMap((key) => (key === null ? [] : [key]));
}

async function readKeyFile(file: string, notes: string[]): Promise<KeyFile | null> {
  try {
    if ((await stat(file)).size > MAX_KEY_BYTES) throw new Error('too large for a key');
    const text = await readFile(file);
    const key = parsePrivateKey(text);
    if (!(key instanceof Error)) return { file, publicKey: key, plainKey: key, unlock: () => key };
    if (!/passphrase/i.test(key.message)) throw key;
    const unlock = (passphrase: string): ParsedKey | null => {
      const opened = parsePrivateKey(text, passphrase);
      return opened instanceof Error ? null : opened;
    };
    return { file, publicKey: publicHalf(text) ?? (await publicFile(file)), plainKey: null, unlock };
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') notes.push(`${file}: ${textOf(error)}`);
    return null;
  }
}

function parsePrivateKey(text: Buffer, passphrase?: string): ParsedKey | Error {
  const parsed = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) return key ?? new Error('no key in it');
  return key.isPrivateKey() ? key : new Error('not a private key');
}

/** OpenSSH's own format keeps the public half readable beside the encrypted one. */
function publicHalf(text: Buffer): ParsedKey | null {
  const found = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text.toString('latin1'));
  if (!found) return null;
  const blob = Buffer.from(found[1] ?? '', 'base64');
  const magic = 'openssh-key-v1\0';
  if (blob.toString('latin1', 0, magic.length) !== magic) return null;
  try {
    let at = magic.length;
    for (let field = 0; field < 3; field += 1) at += 4 + blob.readUInt32BE(at); // cipher, key derivation, its options
    at += 4; // number of keys
    const key = blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at));
    return parsePublicKey(key);
  } catch {
    return null; // shorter than its own lengths say
  }
}

async function publicFile(file: string): Promise<ParsedKey | null> {
  try {
    return parsePublicKey(await readFile(`${file}.pub`));
  } catch {
    return null;
  }
}

export function parsePublicKey(data: Buffer | string): ParsedKey | null {
  const parsed = ssh2.utils.parseKey(data);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key === undefined || key instanceof Error ? null : key;
}
