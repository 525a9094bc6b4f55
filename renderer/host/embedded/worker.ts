import type { HostHandlers } from '../../../shared/host-api/contract.ts';
import { dispatch } from '../../../shared/host-api/dispatch.ts';
import type { EmbeddedCase } from '../../../shared/host-api/embedded/embedded-case.ts';
import { createReadOnlyHost } from '../../../shared/host-api/embedded/read-only-host.ts';
import type { Answer } from '../ipc-client.ts';
import { toHostError } from '../to-host-error.ts';
import { unpack } from './parts.ts';
import { unreadableFile, type FromWorker, type ToWorker } from './protocol.ts';

/** What was packed; rejects for a part that is missing or not as it was written. */
async function whole(packed: Uint8Array<ArrayBuffer> | undefined): Promise<Uint8Array> {
  try {
    if (packed === undefined) throw new Error('missing');
    return await unpack(packed);
  } catch (error) {
    throw unreadableFile(error);
  }
}

async function open({ packedCase, packedCaptures }: Extract<ToWorker, { type: 'open' }>): Promise<HostHandlers> {
  const embedded = JSON.parse(new TextDecoder().decode(await whole(packedCase))) as EmbeddedCase;
  return createReadOnlyHost(embedded, (capture) => whole(packedCaptures.get(capture)));
}

let opened: Promise<HostHandlers> | null = null;

async function answer(name: string, input: unknown): Promise<Answer> {
  try {
    if (opened === null) throw new Error('called before opened');
    return { ok: true, value: await dispatch(await opened, name, input) };
  } catch (error) {
    return { ok: false, error: toHostError(error) };
  }
}

function reply(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origins
  postMessage(message);
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'open') {
    opened = open(data);
    // Said by the first call, which waits for it.
    opened.catch(() => undefined);
  } else void answer(data.name, data.input).then((given) => reply({ id: data.id, answer: given }));
});
