import type { HostEventName, HostEvents, InputOf, MethodName, OutputOf } from '../../shared/host-api/contract.ts';
import type { HostClient } from './host-client.ts';
import { HostError, type HostErrorData } from '../../shared/host-api/host-error.ts';

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: HostErrorData };

/** What the preload script puts on the window. */
export interface PreloadBridge {
  call(name: string, input: unknown): Promise<Answer>;
  on(name: string, listener: (event: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly borescope?: PreloadBridge;
  }
}

/** The host through the desktop window's preload bridge. */
export function createIpcClient(bridge: PreloadBridge): HostClient {
  const call = async <Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> => {
    const answer = await bridge.call(name, input);
    if (!answer.ok) throw new HostError(answer.error);
    return answer.value as OutputOf<Name>;
  };
  return {
    call,
    async sendPiece(uploadId, at, piece) {
      await call('import.append', { uploadId, at, bytes: new Uint8Array(await piece.arrayBuffer()) });
    },
    on<Name extends HostEventName>(name: Name, listener: (event: HostEvents[Name]) => void): () => void {
      return bridge.on(name, (event) => listener(event as HostEvents[Name]));
    },
  };
}
