import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const yaml = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');

/** The `key: value` pairs of one top-level block, or of the top level when the block is ''. */
function settings(block: string): Map<string, string> {
  const lines = yaml.split('\n');
  const start = block === '' ? 0 : lines.indexOf(`${block}:`) + 1;
  const indent = block === '' ? '' : '  ';
  const found = new Map<string, string>();
  for (const line of lines.slice(start)) {
    if (block !== '' && /^\S/.test(line)) break;
    const match = new RegExp(`^${indent}([A-Za-z]+): ([^#]+)`).exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2].trim());
  }
  return found;
}

describe('packaging', () => {
  it('[DESK-40] turns off every way to run the program as plain Node or under a debugger', () => {
    const fuses = settings('electronFuses');
    for (const name of ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'grantFileProtocolExtraPrivileges']) {
      expect(fuses.get(name), name).toBe('false');
    }
  });

  it('[DESK-41] loads only its own archive, checked, and encrypts cookies', () => {
    const fuses = settings('electronFuses');
    for (const name of ['enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar', 'enableCookieEncryption']) {
      expect(fuses.get(name), name).toBe('true');
    }
    expect(settings('').get('asar')).toBe('true');
  });

  it('[DESK-42] builds no native module and registers no URL scheme', () => {
    expect(settings('').get('npmRebuild')).toBe('false');
    expect(yaml).not.toMatch(/^\s*protocols:/m);
  });

  it('[DESK-43] has a target for each of Linux, macOS and Windows', () => {
    for (const system of ['linux', 'mac', 'win']) expect(yaml).toMatch(new RegExp(`^${system}:$`, 'm'));
  });
});
