import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost } from '../testing/open-test-host.ts';
import { viewWhenRead } from '../testing/view-when-read.ts';

const DUMP = await readFile(path.resolve(import.meta.dirname, '../../../shared/artifacts/thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt'));
/** Long enough to be read while it arrives. */
const LONG = Buffer.concat(Array.from({ length: Math.ceil((20 * 1024 * 1024) / DUMP.length) }, () => DUMP));
const PIECE = 4 * 1024 * 1024;
const PLACES = Array.from({ length: Math.ceil(LONG.length / PIECE) }, (_, i) => i * PIECE);

type Host = Awaited<ReturnType<typeof openTestHost>>;

/** Two pieces at a time, the later one first. */
async function sendAll(host: Host, uploadId: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const send = (at: number) => (at < bytes.length ? host.call('import.append', { uploadId, at, bytes: bytes.subarray(at, at + PIECE) }) : null);
  for (let i = 0; i < PLACES.length; i += 2) await Promise.all([send(PLACES[i + 1] ?? Infinity), send(PLACES[i] ?? Infinity)]);
}

async function upload(host: Host, caseId: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const { uploadId } = await host.call('import.begin', { caseId, name });
  await sendAll(host, uploadId, bytes);
  return (await host.call('import.finish', { uploadId })).captures;
}

describe('an upload', () => {
  it('[IMPORT-06] joins pieces that overtake each other, and reads a long file while it arrives as it would afterwards', async () => {
    const host = await openTestHost();
    const { id: caseId, path: folder } = await host.call('cases.create', { name: 'x' });
    const [capture = ''] = await upload(host, caseId, 'long.txt', LONG);
    expect((await readFile(path.join(folder, 'evidence', capture, 'stdout.bin'))).equals(LONG)).toBe(true);
    const read = await viewWhenRead(host, caseId);
    expect(read.artifacts.length).toBe(Math.ceil(LONG.length / DUMP.length));
    await host.call('cases.readAs', { caseId, captureId: capture, repair: true });
    const { artifacts, findings } = await viewWhenRead(host, caseId);
    expect({ artifacts, findings }).toEqual({ artifacts: read.artifacts, findings: read.findings });
  });

  it('[IMPORT-07] shows what the beginning of a long file says before the rest of it is there', async () => {
    const host = await openTestHost();
    const { id: caseId } = await host.call('cases.create', { name: 'x' });
    const { uploadId } = await host.call('import.begin', { caseId, name: 'long.txt' });
    await sendAll(host, uploadId, LONG.subarray(0, 17 * 1024 * 1024));
    const firstLooks = async () => (await host.call('cases.view', { caseId })).firstLooks;
    await expect.poll(firstLooks, { timeout: 20_000 }).toMatchObject([{ name: 'long.txt', bytes: 8 * 1024 * 1024 }]);
    const [look] = await firstLooks();
    await host.call('import.append', { uploadId, at: 17 * 1024 * 1024, bytes: LONG.subarray(17 * 1024 * 1024) });
    await host.call('import.finish', { uploadId });
    const whole = await viewWhenRead(host, caseId);
    expect(whole.firstLooks).toEqual([]);
    expect(look?.findings.map(({ rule }) => rule)).toEqual(whole.findings.map(({ rule }) => rule));
  });

  it('[IMPORT-06] leaves nothing of a long file that the case has already, or that was called off', async () => {
    const host = await openTestHost();
    const { id: caseId, path: folder } = await host.call('cases.create', { name: 'x' });
    const [capture = ''] = await upload(host, caseId, 'long.txt', LONG);
    expect(await upload(host, caseId, 'again.txt', LONG)).toEqual([]);
    const { uploadId } = await host.call('import.begin', { caseId, name: 'called-off.txt' });
    await sendAll(host, uploadId, LONG);
    await host.call('import.abort', { uploadId });
    expect(await readdir(path.join(folder, 'evidence'))).toEqual([capture]);
    const { captures, leftOut, loading } = await viewWhenRead(host, caseId);
    expect({ names: captures.map(({ name }) => name), leftOut, loading }).toMatchObject({ names: ['long.txt'], leftOut: [{ source: 'again.txt', reason: 'same-bytes' }], loading: [] });
  });

  it('[IMPORT-06] takes no piece whose place is taken, and lets go of those that waited when it is over', async () => {
    const host = await openTestHost();
    const { id: caseId } = await host.call('cases.create', { name: 'x' });
    const { uploadId } = await host.call('import.begin', { caseId, name: 'a' });
    const send = (at: number) => host.call('import.append', { uploadId, at, bytes: new Uint8Array(10) });
    await send(0);
    expect(await hostErrorOf(send(5))).toMatchObject({ code: 'bad-input' });
    const early = hostErrorOf(send(20));
    expect(await hostErrorOf(send(20))).toMatchObject({ code: 'bad-input' });
    await host.call('import.abort', { uploadId });
    expect(await early).toMatchObject({ code: 'not-found' });
  });
});
