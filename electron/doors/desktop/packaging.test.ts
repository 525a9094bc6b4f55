import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

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

/** By which the fuse tool finds the switches in Electron's binary; then version, count and the switches as text. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** What packaging touches of an Electron distribution. It starts nothing: this is about what is packed, not about Electron. */
function standInDistribution(folder: string): void {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  writeFileSync(path.join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'resources.pak', 'icudtl.dat']) writeFileSync(path.join(folder, name), '');
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.alloc(64), Buffer.from(FUSE_SENTINEL), Buffer.from([1, 9]), Buffer.from('100101011'), Buffer.alloc(64)]), { mode: 0o755 });
}

interface AsarNode {
  readonly files?: Readonly<Record<string, AsarNode>>;
  readonly unpacked?: boolean;
}

/** The file tree at the head of an asar archive: a Pickle of a Pickle, its JSON's length in bytes 12 to 15. */
function asarTree(file: string): AsarNode {
  const bytes = readFileSync(file);
  return JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as AsarNode;
}

function at(node: AsarNode | undefined, ...names: readonly string[]): AsarNode | undefined {
  return names.reduce((found, name) => found?.files?.[name], node);
}

const IS_BUILT = existsSync(path.join(root, 'dist/main.js')) || process.env['CI'] === 'true';

describe.skipIf(!IS_BUILT || process.platform !== 'linux')('packaging of what is built', () => {
  it('[DESK-44] packs the doors, the window, the sample incident and only the packages they load, and sets the fuses', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'borescope-pack-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    standInDistribution(path.join(folder, 'dist'));
    execFileSync('npx', ['electron-builder', '--dir', `-c.electronDist=${path.join(folder, 'dist')}`, `-c.directories.output=${path.join(folder, 'release')}`], { cwd: root, stdio: 'pipe' });

    const unpacked = path.join(folder, 'release', 'linux-unpacked');
    const tree = asarTree(path.join(unpacked, 'resources', 'app.asar'));
    for (const name of ['main.js', 'preload.cjs', 'engine-worker.js', 'reading-thread.js']) expect(at(tree, 'dist', name), name).toBeDefined();
    expect(at(tree, 'dist', 'renderer', 'index.html')).toBeDefined();
    expect(at(tree, 'resources', 'sample-incident', 'case.json')?.unpacked).toBe(true);
    const external = [...readFileSync(path.join(root, 'dist/main.js'), 'utf8').matchAll(/^import .* from "([a-z@][^":]*)";$/gm)].map(([, name = '']) => name).filter((name) => name !== 'electron' && existsSync(path.join(root, 'node_modules', name)));
    for (const name of external) expect(at(tree, 'node_modules', ...name.split('/')), name).toBeDefined();
    for (const name of ['react', 'monaco-editor', 'zod', 'typescript', 'electron']) expect(at(tree, 'node_modules', name), name).toBeUndefined();

    const binary = readFileSync(path.join(unpacked, 'borescope'));
    const fuses = binary.toString('latin1', binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2).slice(0, 8);
    // In the wire's order: RunAsNode, cookies, NodeOptions, inspect arguments, asar integrity, only asar, browser snapshot, file privileges.
    expect(fuses).toBe('01001100');
  });
});
