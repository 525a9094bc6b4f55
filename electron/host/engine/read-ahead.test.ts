import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { LONG_BYTES } from '../long-file.ts';
import { temporaryFolder } from '../testing/open-test-host.ts';
import { createEngineClient } from './engine-client.ts';
import { readAhead } from './read-ahead.ts';
import { workerScript } from './worker-script.ts';

async function startThread(): Promise<Worker> {
  const script = await workerScript('reading-thread');
  const thread = new Worker(script.source, { eval: script.eval });
  onTestFinished(async () => void (await thread.terminate()));
  return thread;
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), 'bytes');
  await writeFile(file, bytes);
  return file;
}

const numbered = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31) ^ (i >> 11));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All bytes of a file, and its hash as the thread says it. */
async function readWhole(thread: Worker, file: string): Promise<readonly [Uint8Array, string]> {
  const chunks: Uint8Array[] = [];
  const bytes = readAhead(thread, file);
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) return [Buffer.concat(chunks), value];
    chunks.push(value.slice());
  }
}

describe('reading ahead', () => {
  it('[READ-AHEAD-01] gives every byte in order, of several files at once, with their hashes', async () => {
    const thread = await startThread();
    const all = [0, 1, (1 << 20) - 1, 1 << 20, (5 << 20) + 7].map(numbered);
    const read = await Promise.all(all.map(async (bytes) => readWhole(thread, await fileOf(bytes))));
    for (const [i, [bytes, hash]] of read.entries()) {
      expect(Buffer.compare(bytes, all[i] ?? new Uint8Array())).toBe(0);
      expect(hash).toBe(sha256(all[i] ?? new Uint8Array()));
    }
  });

  it('[READ-AHEAD-02] says why a file cannot be read, and goes on with others', async () => {
    const thread = await startThread();
    await expect(readWhole(thread, '/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readWhole(thread, path.dirname(await fileOf(numbered(1))))).rejects.toMatchObject({ code: 'EISDIR' });
    expect((await readWhole(thread, await fileOf(numbered(9))))[1]).toBe(sha256(numbered(9)));
  });

  it('[READ-AHEAD-03] fails instead of waiting for ever when the thread ends', async () => {
    const thread = await startThread();
    const bytes = readAhead(thread, await fileOf(numbered(9 << 20)));
    await bytes.next();
    await thread.terminate();
    await expect(async () => {
      while ((await bytes.next()).done !== true);
    }).rejects.toThrow('the reading thread ended');
  });

  it('[READ-AHEAD-04] is how the engine reads a long file: the same hash and the same lines', async () => {
    const client = createEngineClient();
    onTestFinished(() => client.close());
    const lines = Math.ceil((LONG_BYTES + 1) / 64);
    const text = Buffer.from(`${'x'.repeat(63)}\n`.repeat(lines));
    const heard: number[] = [];
    const { reading, sha256: hash } = await client.readFile('s', { id: 'c' as CaptureId, name: 'c', kind: null, takenAt: null }, await fileOf(text), (bytes) => heard.push(bytes));
    expect(hash).toBe(sha256(text));
    expect(reading).toMatchObject({ bytes: text.length, lines });
    expect(heard.every((bytes) => bytes <= text.length)).toBe(true);
  });
});
