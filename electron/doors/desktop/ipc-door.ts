import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { HOST_API, HOST_EVENT_NAMES, type HostApi, type MethodName } from '../../../shared/host-api/contract.ts';
import type { HostErrorData } from '../../../shared/host-api/host-error.ts';
import { asHostError, hostError } from '../../host/host-errors.ts';
import { isAppUrl } from './app-url.ts';

/** What crosses the process border; errors are data, as Electron keeps only the text of a thrown one. */
export type IpcAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: HostErrorData };

type CallFrame = Pick<IpcMainInvokeEvent, 'senderFrame'>;

/** A call is answered only for the top frame of a page of this application. */
export function isTrustedSender(event: CallFrame): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}

/** Answers every call of the contract; the host checks the input by its schema. */
export function answerCalls(ipcMain: Pick<IpcMain, 'handle'>, host: HostApi): void {
  for (const name of Object.keys(HOST_API) as MethodName[]) {
    ipcMain.handle(`host:${name}`, async (event: CallFrame, input: unknown): Promise<IpcAnswer> => {
      if (!isTrustedSender(event)) {
        return { ok: false, error: hostError('refused', 'error.untrusted-sender', { name }, { details: event.senderFrame?.url ?? '' }).data };
      }
      try {
        // The input is whatever the page sent; `call` validates it before any handler sees it.
        return { ok: true, value: await host.call(name, input as never) };
      } catch (error) {
        return { ok: false, error: asHostError(error).data };
      }
    });
  }
}

/** Passes every event of the host on to a window; returns the function that ends it. */
export function forwardEvents(contents: Pick<WebContents, 'send' | 'isDestroyed'>, host: HostApi): () => void {
  const ends = HOST_EVENT_NAMES.map((name) =>
    host.on(name, (event) => {
      if (!contents.isDestroyed()) {
        contents.send(`host-event:${name}`, event);
      }
    }),
  );
  return () => {
    for (const end of ends) {
      end();
    }
  };
}
