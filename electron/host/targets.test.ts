import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConnections } from './connections.ts';
import { createHost } from './create-host.ts';
import { hostErrorOf } from './testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';

describe('targets', () => {
  it('[TARGETS-01] lists this computer first, then those remembered, also in the next start', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    await first.call('targets.remember', { uri: 'ssh://deploy@web-1:2222' });
    await first.call('targets.remember', { uri: 'ssh://web-2' });
    await first.call('targets.remember', { uri: 'ssh://deploy@web-1:2222' });
    await first.close();
    const second = await openTestHost({ dataFolder });
    expect((await second.call('targets.list', {})).map(({ uri, kind, label }) => [uri, kind, label])).toEqual([
      ['local:', 'local', 'localhost'],
      ['ssh://web-2', 'ssh', 'web-2'],
      ['ssh://deploy@web-1:2222', 'ssh', 'deploy@web-1:2222'],
    ]);
    await second.call('targets.forget', { uri: 'ssh://web-2' });
    expect(await second.call('targets.list', {})).toHaveLength(2);
  });

  it('[TARGETS-06] lists the hosts of ~/.ssh/config after them, without connecting, and each once', async () => {
    const home = await temporaryFolder();
    await mkdir(path.join(home, '.ssh'));
    await writeFile(path.join(home, '.ssh', 'more'), 'Host jump\n');
    await writeFile(path.join(home, '.ssh', 'config'), 'Host web-2 web-3 *.acme.test !x\n  User kim\nInclude more\nHost web-3 "bad name"\nMatch host y\n');
    const before = process.env['HOME'];
    process.env['HOME'] = home;
    try {
      const host = await openTestHost();
      await host.call('targets.remember', { uri: 'ssh://web-3' });
      await host.call('targets.remember', { uri: 'local:?sudo=root' });
      expect((await host.call('targets.list', {})).map(({ uri, label, remembered }) => [uri, label, remembered])).toEqual([
        ['local:', 'localhost', true],
        ['ssh://web-3', 'web-3', true],
        ['local:?sudo=root', 'localhost?sudo=root', true],
        ['ssh://web-2', 'web-2', false],
        ['ssh://jump', 'jump', false],
      ]);
    } finally {
      if (before === undefined) delete process.env['HOME'];
      else process.env['HOME'] = before;
    }
  });

  it('[TARGETS-09] lists favourites before the others, and remembers them', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    await first.call('targets.remember', { uri: 'ssh://web-1' });
    await first.call('targets.remember', { uri: 'ssh://web-2' });
    await first.call('targets.setFavourite', { uri: 'k8s:///shop/cart-0', favourite: true });
    await first.call('targets.setFavourite', { uri: 'ssh://web-2', favourite: true });
    await first.close();
    const second = await openTestHost({ dataFolder });
    const listed = async (): Promise<readonly string[]> => (await second.call('targets.list', {})).filter(({ remembered }) => remembered).map(({ uri, favourite }) => `${favourite ? '* ' : ''}${uri}`);
    expect(await listed()).toEqual(['local:', '* ssh://web-2', '* k8s:///shop/cart-0', 'ssh://web-1']);
    await second.call('targets.setFavourite', { uri: 'ssh://web-2', favourite: false });
    await second.call('targets.forget', { uri: 'k8s:///shop/cart-0' });
    expect(await listed()).toEqual(['local:', 'ssh://web-1', 'ssh://web-2']);
  });

  it('[TARGETS-02] refuses a URI with a password and stores nothing of it', async () => {
    const dataFolder = await temporaryFolder();
    const host = await openTestHost({ dataFolder });
    for (const uri of ['ssh://deploy:hunter2@web-1', 'ftp://web-1', '']) {
      expect(await hostErrorOf(host.call('targets.remember', { uri }))).toMatchObject({ code: 'bad-input', message: { key: 'error.bad-target' } });
      expect(await hostErrorOf(host.call('targets.jvms', { uri }))).toMatchObject({ code: 'bad-input' });
    }
    await expect(readFile(path.join(dataFolder, 'targets.json'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('[TARGETS-03] starts with an empty list when the file is damaged, and keeps the file aside', async () => {
    const dataFolder = await temporaryFolder();
    await writeFile(path.join(dataFolder, 'targets.json'), '{"version":9}');
    const host = await openTestHost({ dataFolder });
    expect(await host.call('targets.list', {})).toHaveLength(1);
    expect(await readFile(path.join(dataFolder, 'targets.json.damaged'), 'utf8')).toBe('{"version":9}');
  });

  it('[TARGETS-04] shares one transport per target and closes it when nobody has used it for a while', async () => {
    const log: string[] = [];
    const connections = createConnections((target) => {
      const uri = target.kind === 'ssh' ? target.host : 'local:';
      log.push(`open ${uri}`);
      const unused = (): never => {
        throw new Error('not used here');
      };
      return { uri, connect: async () => {}, probe: unused, exec: unused, readFile: unused, close: async () => void log.push(`close ${uri}`) };
    }, 30);
    await Promise.all([connections.with('ssh://a', async () => {}), connections.with('ssh://a', async () => {}), connections.with('ssh://b', async () => {})]);
    expect(log).toEqual(['open a', 'open b']);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(log).toEqual(['open a', 'open b', 'close a', 'close b']);
    await connections.with('ssh://a', async () => {});
    await connections.disconnect('ssh://a');
    await connections.close();
    expect(log.slice(4)).toEqual(['open a', 'close a']);
  });
});

describe('host', () => {
  it('[HOST-01] tells of itself and of what it can use here', async () => {
    const dataFolder = await temporaryFolder();
    const host = await openTestHost({ dataFolder });
    expect(await host.call('host.info', {})).toMatchObject({ platform: process.platform, node: process.version, casesFolder: path.join(dataFolder, 'cases') });
    const rows = await host.call('host.doctor', {});
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['node', 'java', 'jcmd', 'ssh', 'electron', 'chromium', 'cases']));
  });

  it('[HOST-02] refuses unknown calls and wrong input by name', async () => {
    const host = await openTestHost();
    expect(await hostErrorOf(host.call('constructor' as 'host.info', {}))).toMatchObject({ code: 'bad-input', message: { key: 'error.unknown-method' } });
    expect(await hostErrorOf(host.call('cases.view', {} as { caseId: string }))).toMatchObject({ code: 'bad-input', message: { params: { name: 'cases.view' } } });
    expect(await hostErrorOf(host.call('cases.view', { caseId: 'none' }))).toMatchObject({ code: 'not-found' });
  });
});
