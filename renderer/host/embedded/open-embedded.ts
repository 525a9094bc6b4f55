import type { CaptureId } from '../../../shared/base/ids.ts';
import { embeddedCaptureId } from '../../../shared/host-api/embedded/embedded-case.ts';
import type { Answer, PreloadBridge } from '../ipc-client.ts';
import { CASE_PART, takePart } from './parts.ts';
import { unreadableFile, type FromWorker, type ToWorker } from './protocol.ts';
// oxlint-disable-next-line import/default -- the bundler makes the default export of ?worker
import ReadOnlyHost from './worker.ts?worker&inline';

function takeCaptures(): ReadonlyMap<CaptureId, Uint8Array<ArrayBuffer>> {
  const captures = new Map<CaptureId, Uint8Array<ArrayBuffer>>();
  for (let index = 0; ; index++) {
    const id = embeddedCaptureId(index);
    const packed = takePart(id);
    if (packed === null) return captures;
    captures.set(id, packed);
  }
}

/** The host inside this very file: everything is answered by a worker over the evidence that lies in the page. */
export function openEmbedded(): PreloadBridge {
  const worker = new ReadOnlyHost();
  const waiting = new Map<number, (answer: Answer) => void>();
  let failure: Answer | null = null;
  let lastId = 0;
  const send = (data: ToWorker, transfer: Transferable[]): void => worker.postMessage(data, transfer);
  worker.addEventListener('message', ({ data: { id, answer } }: MessageEvent<FromWorker>) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  worker.addEventListener('error', (event) => {
    failure = { ok: false, error: unreadableFile(event.message).data };
    for (const settle of waiting.values()) settle(failure);
    waiting.clear();
  });
  const packedCase = takePart(CASE_PART);
  const packedCaptures = takeCaptures();
  if (packedCase === null) failure = { ok: false, error: unreadableFile(CASE_PART).data };
  else send({ type: 'open', packedCase, packedCaptures }, [packedCase.buffer, ...Array.from(packedCaptures.values(), ({ buffer }) => buffer)]);
  return {
    call: (name, input) =>
      new Promise((resolve) => {
        if (failure !== null) {
          resolve(failure);
          return;
        }
        lastId += 1;
        waiting.set(lastId, resolve);
        send({ type: 'call', id: lastId, name, input }, []);
      }),
    // A file never changes by itself.
    on: () => () => undefined,
  };
}
