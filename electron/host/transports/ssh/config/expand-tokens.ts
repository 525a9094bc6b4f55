import path from 'node:path';
import { createHash } from 'node:crypto';

/** What `%` tokens of file names stand for. */
export interface TokenValues {
  readonly homeFolder: string;
  readonly host: string;
  readonly originalHost: string;
  readonly port: number;
  readonly user: string;
  readonly localUser: string;
  readonly localHost: string;
  readonly localUid: number;
  readonly hostKeyAlias: string | null;
  readonly proxyJump: string;
}

function tokenOf(letter: string, values: TokenValues): string | null {
  const { host, port, user, localHost, proxyJump } = values;
  const tokens: Readonly<Record<string, string>> = {
    '%': '%',
    d: values.homeFolder,
    h: host,
    i: String(values.localUid),
    j: proxyJump,
    k: values.hostKeyAlias ?? values.originalHost,
    L: localHost.split('.')[0] ?? '',
    l: localHost,
    n: values.originalHost,
    p: String(port),
    r: user,
    u: values.localUser,
  };
  if (letter === 'C') return createHash('sha1').update(localHost + host + String(port) + user + proxyJump).digest('hex');
  return Object.hasOwn(tokens, letter) ? (tokens[letter] ?? null) : null;
}

/** `~/`, `%d %h %u …` and `${NAME}` filled in, made absolute; or why it cannot be. */
export function expandFileName(text: string, values: TokenValues, environment: Readonly<Record<string, string | undefined>>): { readonly file: string } | { readonly why: string } {
  let why = '';
  const filled = text.replaceAll(/%(.?)|\$\{([^}]*)\}/g, (whole, letter: string | undefined, name: string | undefined) => {
    const value = letter === undefined ? environment[name ?? ''] : tokenOf(letter, values);
    if (typeof value !== 'string') why ||= letter === undefined ? `the environment has no ${name}` : `unknown token ${whole}`;
    return value ?? '';
  });
  if (why !== '') return { why };
  if (/^~[^/]/.test(filled)) return { why: 'the home folder of another user' };
  return { file: path.resolve(values.homeFolder, filled.startsWith('~/') ? filled.slice(2) : filled === '~' ? '.' : filled) };
}
