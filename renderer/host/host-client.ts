import type { HostApi } from '../../shared/host-api/contract.ts';

/** The host as a window reaches it. */
export interface HostClient extends HostApi {
  /** Appends a piece of a file to an upload. The browser reads it where it can without the page's own thread. */
  sendPiece(uploadId: string, piece: Blob): Promise<void>;
}
