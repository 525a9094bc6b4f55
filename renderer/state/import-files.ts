import type { CaseId } from '../../shared/base/ids.ts';
import type { HostClient } from '../host/host-client.ts';
import { createCase, showCase } from './case-actions.ts';
import { useCases } from './case-store.ts';
import { useLive, type Upload } from './live-store.ts';

/** A file to read in, with the name it gets in the case. */
export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

const PIECE_BYTES = 8 * 1024 * 1024;
/** While the host writes one, the next is on its way. */
const PIECES_AT_ONCE = 2;
let lastUpload = 0;

function track(name: string, files: readonly NamedFile[], cancel: () => void): number {
  lastUpload += 1;
  const upload: Upload = { id: lastUpload, name, files: files.length, filesDone: 0, bytes: files.reduce((sum, { file }) => sum + file.size, 0), bytesDone: 0, cancel };
  useLive.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
  return upload.id;
}

function advance(id: number, files: number, bytes: number): void {
  useLive.setState(({ uploads }) => ({
    uploads: uploads.map((upload) => (upload.id === id ? { ...upload, filesDone: upload.filesDone + files, bytesDone: upload.bytesDone + bytes } : upload)),
  }));
}

async function uploadOne(host: HostClient, caseId: CaseId, { name, file }: NamedFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<CaseId | null> {
  const { uploadId } = await host.call('import.begin', { caseId, name });
  const onTheirWay: Promise<void>[] = [];
  try {
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      signal.throwIfAborted();
      const piece = file.slice(at, at + PIECE_BYTES);
      if (onTheirWay.length === PIECES_AT_ONCE) await onTheirWay.shift();
      const sent = host.sendPiece(uploadId, at, piece).then(() => onBytes(piece.size));
      // Awaited in its turn; until then its failure is nobody's surprise.
      sent.catch(() => undefined);
      onTheirWay.push(sent);
    }
    await Promise.all(onTheirWay);
    signal.throwIfAborted();
    const { opened } = await host.call('import.finish', { uploadId });
    return opened;
  } catch (error) {
    await Promise.allSettled(onTheirWay);
    await host.call('import.abort', { uploadId }).catch(() => null);
    throw error;
  }
}

/** Copies files into the open case, or into a new one named after the first file. A bundle is opened as the case it is. What arrived before a cancel stays. */
export async function importFiles(host: HostClient, files: readonly NamedFile[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const { openId: shownId, view } = useCases.getState();
  // A case from a changed bundle takes nothing in.
  const openId = view !== null && view.entry.id === shownId && view.faults.length > 0 ? null : shownId;
  const caseId = openId ?? (await createCase(host, first.name.split('/')[0] ?? first.name)).id;
  let shown = caseId;
  const cancelling = new AbortController();
  const id = track(first.name, files, () => cancelling.abort());
  try {
    await showCase(host, caseId);
    for (const file of files) {
      const opened = await uploadOne(host, caseId, file, cancelling.signal, (bytes) => advance(id, 0, bytes));
      if (opened !== null) shown = opened;
      advance(id, 1, 0);
    }
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
  } finally {
    useLive.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
  }
  await showCase(host, shown);
  if (shown !== caseId && openId === null) await removeIfEmpty(host, caseId);
}

/** A case made for files of which all were bundles, which are cases of their own. */
async function removeIfEmpty(host: HostClient, caseId: CaseId): Promise<void> {
  const { captures, leftOut } = await host.call('cases.view', { caseId });
  if (captures.length === 0 && leftOut.length === 0) await host.call('cases.delete', { caseId });
}
