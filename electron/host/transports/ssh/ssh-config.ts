import path from 'node:path';
import { matchesPatternList } from './host-patterns.ts';

/** What ~/.ssh/config says of one host, as far as Borescope follows it. */
export interface SshHostSettings {
  readonly hostName: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** A word that changes the way to the host and is not followed yet; going on without it would reach the wrong place. */
  readonly blocked: { readonly word: string; readonly line: number } | null;
  /** Include and Match, which are stepped over. */
  readonly skipped: readonly { readonly word: string; readonly line: number }[];
}

const BLOCKING = new Set(['proxyjump', 'proxycommand']);

interface Line {
  readonly word: string;
  readonly values: readonly string[];
  readonly line: number;
}

/** `Key value`, `Key=value`, `Key "value with spaces"`. */
function readLine(raw: string, line: number): Line | null {
  const found = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(raw);
  if (!found) return null;
  const values = Array.from((found[2] ?? '').matchAll(/"([^"]*)"|(\S+)/g), (match) => match[1] ?? match[2] ?? '');
  return { word: found[1] ?? '', values, line };
}

/** The first value obtained for a word wins, as in OpenSSH; IdentityFile adds up. */
export function resolveSshConfig(text: string, alias: string, homeFolder: string): SshHostSettings {
  const firsts = new Map<string, Line>();
  const identityFiles: string[] = [];
  const skipped: { word: string; line: number }[] = [];
  let applies = true;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = readLine(raw, index + 1);
    if (line === null) continue;
    const word = line.word.toLowerCase();
    if (word === 'host') applies = matchesPatternList(line.values, alias);
    else if (word === 'match') {
      applies = false;
      skipped.push({ word: line.word, line: line.line });
    } else if (word === 'include' && applies) skipped.push({ word: line.word, line: line.line });
    else if (applies && word === 'identityfile') identityFiles.push(...line.values.slice(0, 1));
    else if (applies && !firsts.has(word)) firsts.set(word, line);
  }
  const first = (word: string): string | null => firsts.get(word)?.values[0] ?? null;
  const port = Number(first('port'));
  const blocking = [...firsts].find(([word, { values }]) => BLOCKING.has(word) && values[0]?.toLowerCase() !== 'none')?.[1];
  return {
    hostName: first('hostname')?.replaceAll('%h', alias) ?? null,
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    user: first('user'),
    identityFiles: identityFiles.filter((file) => file.toLowerCase() !== 'none').map((file) => expandHome(file, homeFolder)),
    identitiesOnly: first('identitiesonly')?.toLowerCase() === 'yes',
    blocked: blocking ? { word: blocking.word, line: blocking.line } : null,
    skipped,
  };
}

function expandHome(file: string, homeFolder: string): string {
  const expanded = file.replaceAll('%d', homeFolder);
  return path.resolve(homeFolder, expanded.startsWith('~/') ? expanded.slice(2) : expanded);
}
