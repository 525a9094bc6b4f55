import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { createEngineClient } from './engine-client.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';

/** Answers questions with their first argument, and dies of `forget`. */
const FRAGILE = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, question, args }) => {
  if (question === 'forget') throw new Error('out of memory');
  parentPort.postMessage({ type: 'answer', id, value: args[0] });
});`;

describe('engine client', () => {
  it('[ENGINE-CLIENT-01] rejects what was under way when the worker dies, and starts a new one for the next question', async () => {
    let starts = 0;
    let crashes = 0;
    const client = createEngineClient(async () => {
      starts += 1;
      return new Worker(FRAGILE, { eval: true });
    });
    onTestFinished(() => client.close());
    client.onCrash(() => (crashes += 1));
    const id = 'c1' as CaptureId;
    const dying = hostErrorOf(client.ask('s', 'forget', id));
    expect(await dying).toMatchObject({ code: 'internal', message: { key: 'error.engine-stopped' }, details: 'out of memory' });
    expect(await client.ask('s', 'artifacts', [id])).toEqual([id]);
    expect({ starts, crashes }).toEqual({ starts: 2, crashes: 1 });
  });

  it('[ENGINE-CLIENT-02] answers nothing after it was closed', async () => {
    const client = createEngineClient(async () => new Worker(FRAGILE, { eval: true }));
    await client.close();
    expect(await hostErrorOf(client.ask('s', 'readings'))).toMatchObject({ code: 'cancelled' });
  });

  it('[ENGINE-CLIENT-03] says which reference is unknown and which file cannot be read', async () => {
    const client = createEngineClient();
    onTestFinished(() => client.close());
    expect(await hostErrorOf(client.ask('s', 'lineIndex', 'none' as CaptureId))).toMatchObject({ code: 'not-found', message: { params: { what: 'capture' } } });
    const input = { id: 'c' as CaptureId, name: 'c', kind: null, takenAt: null };
    expect(await hostErrorOf(client.readFile('s', input, '/nowhere/at/all'))).toMatchObject({ code: 'not-found', message: { key: 'error.path-missing', params: { path: '/nowhere/at/all' } } });
  });
});
