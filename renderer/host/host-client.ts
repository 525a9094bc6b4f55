import type { HostApi } from '../../shared/host-api/contract.ts';

/** The host as a window reaches it. */
export interface HostClient extends HostApi {
  /** Puts a piece of a file at its place in an upload. The browser reads it where it can without the page's own thread. */
  sendPiece(uploadId: string, at: number, piece: Blob): Promise<void>;
}
