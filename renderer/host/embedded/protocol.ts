import type { CaptureId } from '../../../shared/base/ids.ts';
import type { Answer } from '../ipc-client.ts';

/** What the page sends its worker: first everything the file holds, then calls. */
export type ToWorker =
  | { readonly type: 'open'; readonly packedCase: Uint8Array<ArrayBuffer>; readonly packedCaptures: ReadonlyMap<CaptureId, Uint8Array<ArrayBuffer>> }
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown };

export interface FromWorker {
  readonly id: number;
  readonly answer: Answer;
}
