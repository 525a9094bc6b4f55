import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runWhenFree } from './run-on-channel.ts';

/** A server that answers a command, says how it ended and closes, all in one go. */
async function hastyServer(): Promise<number> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519');
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('error', () => {});
    connection.on('authentication', (request) => request.accept());
    connection.on('session', (accept) => {
      accept().on('exec', (take) => {
        const channel = take();
        channel.write('all of it');
        channel.exit(3);
        channel.end();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function connected(port: number): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  client.connect({ host: '127.0.0.1', port, username: 'x', password: 'x' });
  await once(client, 'ready');
  onTestFinished(() => void client.end());
  return client;
}

describe('a command on an SSH channel', () => {
  it('[SSH-81] is seen to end though its end comes in one packet with its beginning', async () => {
    const client = await connected(await hastyServer());
    for (let i = 0; i < 20; i++) {
      const seen: string[] = [];
      const options = { timeoutMs: 10_000, maxBytes: 1000, signal: new AbortController().signal, onStdout: (chunk: Uint8Array) => void seen.push(Buffer.from(chunk).toString()), onStderr: () => {} };
      expect(await runWhenFree(client, 'x', options)).toMatchObject({ opened: true, outcome: { end: 'exited', exitStatus: 3 } });
      expect(seen.join('')).toBe('all of it');
    }
  });
});
