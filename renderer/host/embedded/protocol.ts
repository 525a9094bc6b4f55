import type { CaptureId } from '../../../shared/base/ids.ts';
import { message } from '../../../shared/base/message.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import type { Answer } from '../ipc-client.ts';

/** What the page sends its worker: first everything the file holds, then calls. */
export type ToWorker =
  | { readonly type: 'open'; readonly packedCase: Uint8Array<ArrayBuffer>; readonly packedCaptures: ReadonlyMap<CaptureId, Uint8Array<ArrayBuffer>> }
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown };

export interface FromWorker {
  readonly id: number;
  readonly answer: Answer;
}

/** What a reader is told of a file that is not whole. */
export function unreadableFile(why: unknown): HostError {
  return new HostError({ code: 'storage', message: message('error.file-unreadable'), next: message('next.export-again'), details: String(why) });
}
