import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import type { CaptureId, CaseId } from '../../../shared/base/ids.ts';
import type { BundleFault } from '../../../shared/evidence/bundle.ts';
import type { CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import type { LeftOut } from '../../../shared/evidence/left-out.ts';
import type { RowMark } from '../../../shared/evidence/row-mark.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { hostError, storageError } from '../host-errors.ts';
import { message } from '../../../shared/base/message.ts';
import { readBundleFaults } from './bundle-faults-file.ts';
import { arrivingPath, captureFiles, evidencePath, leavingPath, manifestPath, notesPath, unpackingPath } from './case-layout.ts';
import { readCapture, type CaptureStart } from './capture-file.ts';
import { lockCase, type LockState } from './case-lock.ts';
import { beginEvidence, type EvidenceWriter } from './evidence-writer.ts';
import { keepOlderManifest, readManifest, writeManifest } from './manifest-file.ts';
import { readRowMarks, writeRowMarks } from './row-marks-file.ts';
import { newCaptureId } from './new-id.ts';
import { readLeftOut, writeLeftOut } from './left-out-file.ts';
import { recoverCaptures } from './recover-case.ts';
import { removeCaptures } from './remove-captures.ts';
import { removeUnfinishedWrites, syncFolder, writeAtomically } from './write-atomically.ts';

function without(manifest: CaseManifest, ids: ReadonlySet<CaptureId>, bytesOf: (id: CaptureId) => number): CaseManifest {
  const { captures, provenance = {}, readAsIs = [], bytes, ...rest } = manifest;
  const removed = captures.filter((id) => ids.has(id)).reduce((sum, id) => sum + bytesOf(id), 0);
  return {
    ...rest,
    captures: captures.filter((id) => !ids.has(id)),
    provenance: Object.fromEntries(Object.entries(provenance).filter(([id]) => !ids.has(id as CaptureId))),
    readAsIs: readAsIs.filter((id) => !ids.has(id)),
    ...(bytes === undefined ? {} : { bytes: bytes - removed }),
  };
}

const captureBytes = (capture: RawCapture): number => capture.stdout.bytes + capture.stderr.bytes;

/** A case whose folder is known to this instance. Writes reject with `locked` while another instance holds the case. */
export class OpenCase {
  readonly id: CaseId;
  readonly path: string;
  #manifest: CaseManifest;
  #captures = new Map<CaptureId, RawCapture>();
  #lock: LockState;
  #writes: Promise<unknown> = Promise.resolve();
  #faults: readonly BundleFault[] = [];
  #olderIsKept = false;

  private constructor(id: CaseId, path: string, manifest: CaseManifest, lock: LockState) {
    this.id = id;
    this.path = path;
    this.#manifest = manifest;
    this.#lock = lock;
  }

  /** Reads a case folder, takes its lock if it is free and then recovers what an interruption left. */
  static async open(path: string, idOf: (manifest: CaseManifest) => CaseId): Promise<OpenCase> {
    const manifest = await readManifest(path);
    const opened = new OpenCase(idOf(manifest), path, manifest, await lockCase(path));
    try {
      await opened.#load();
      opened.#faults = await readBundleFaults(path);
      if (opened.#lock.state === 'held' && opened.#faults.length === 0) await opened.#recover();
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  }

  entry(): CaseEntry {
    const { name, tags, createdAt, captures } = this.#manifest;
    let bytes = 0;
    for (const capture of this.#captures.values()) bytes += captureBytes(capture);
    return { id: this.id, name, tags, path: this.path, createdAt, captures: captures.length, bytes };
  }

  /** In the manifest's order; captures whose provenance cannot be read are left to `verify`. */
  captures(): readonly RawCapture[] {
    return this.#manifest.captures.flatMap((id) => this.#captures.get(id) ?? []);
  }

  capture(id: CaptureId): RawCapture {
    const found = this.#captures.get(id);
    if (!found) throw hostError('not-found', 'error.capture-missing', { capture: id });
    return found;
  }

  /** In the manifest's order, those whose provenance cannot be read too. */
  ids(): readonly CaptureId[] {
    return this.#manifest.captures;
  }

  /** SHA-256 of the capture's `capture.json` as it was entered; null where it was not recorded. */
  provenanceHash(id: CaptureId): string | null {
    return this.#manifest.provenance?.[id] ?? null;
  }

  stdoutPath(id: CaptureId): string {
    return captureFiles(this.path, id).stdout;
  }

  /** Sees what another instance has written since; without effect while this one holds the lock. */
  async refresh(): Promise<void> {
    if (this.#lock.state === 'held') return;
    if (this.#lock.state === 'taken') this.#lock = await lockCase(this.path);
    this.#manifest = await readManifest(this.path);
    await this.#load();
  }

  async notes(): Promise<string> {
    return readFile(notesPath(this.path), 'utf8').catch(() => '');
  }

  async setNotes(notes: string): Promise<void> {
    await this.#write(() => writeAtomically(notesPath(this.path), notes));
  }

  rowMarks(): Promise<readonly RowMark[]> {
    return readRowMarks(this.path);
  }

  async setRowMarks(marks: readonly RowMark[]): Promise<void> {
    await this.#write(() => writeRowMarks(this.path, marks));
  }

  /** What imports did not take in. */
  leftOut(): Promise<readonly LeftOut[]> {
    return readLeftOut(this.path);
  }

  async addLeftOut(rows: readonly LeftOut[]): Promise<void> {
    await this.#write(async () => writeLeftOut(this.path, [...(await readLeftOut(this.path)), ...rows]));
  }

  /** Takes away a finished capture that was not entered. */
  async discard(id: CaptureId): Promise<void> {
    if (!this.#captures.has(id)) await rm(captureFiles(this.path, id).folder, { recursive: true, force: true });
  }

  async rename(name: string): Promise<void> {
    await this.#write(() => this.#save({ ...this.#manifest, name }));
  }

  async setTags(tags: readonly string[]): Promise<void> {
    await this.#write(() => this.#save({ ...this.#manifest, tags }));
  }

  /** Whether the capture is to be read without taking envelopes off. */
  isReadAsIs(id: CaptureId): boolean {
    return this.#manifest.readAsIs?.includes(id) ?? false;
  }

  async setReadAsIs(id: CaptureId, isAsIs: boolean): Promise<void> {
    const others = (this.#manifest.readAsIs ?? []).filter((other) => other !== id);
    await this.#write(() => this.#save({ ...this.#manifest, readAsIs: isAsIs ? [...others, id] : others }));
  }

  /** Whether times are reckoned with how far the targets' clocks are off. */
  correctsClocks(): boolean {
    return this.#manifest.clocksAsTold !== true;
  }

  async setCorrectsClocks(corrects: boolean): Promise<void> {
    await this.#write(() => this.#save({ ...this.#manifest, clocksAsTold: !corrects }));
  }

  async begin(start: Omit<CaptureStart, 'id'>): Promise<EvidenceWriter> {
    this.checkWritable();
    return beginEvidence(this.path, { id: newCaptureId(start.name), ...start }).catch((error: unknown) => Promise.reject(storageError(error, this.path)));
  }

  /** Enters finished captures into the manifest. */
  async add(captures: readonly RawCapture[]): Promise<void> {
    await this.#write(async () => {
      // The manifest names only captures whose folders are sure to be there after a power cut.
      await syncFolder(evidencePath(this.path));
      const provenance: Record<string, string> = { ...this.#manifest.provenance };
      const all = new Map(this.#captures);
      for (const capture of captures) {
        all.set(capture.id, capture);
        provenance[capture.id] = createHash('sha256').update(await readFile(captureFiles(this.path, capture.id).capture)).digest('hex');
      }
      const bytes = Array.from(all.values()).reduce((sum, capture) => sum + captureBytes(capture), 0);
      await this.#save({ ...this.#manifest, captures: [...this.#manifest.captures, ...captures.map((capture) => capture.id)], provenance, bytes });
      this.#captures = all;
    });
  }

  /** Deletes captures. Interrupted, those that are still there whole are found again by the next start. */
  async remove(ids: ReadonlySet<CaptureId>): Promise<void> {
    await this.#write(async () => {
      await this.#save(without(this.#manifest, ids, (id) => captureBytes(this.capture(id))));
      this.#captures = new Map(Array.from(this.#captures).filter(([id]) => !ids.has(id)));
      await removeCaptures(this.path, ids);
    });
  }

  /** Files of the bundle it was opened from that are not as they were packed. */
  faults(): readonly BundleFault[] {
    return this.#faults;
  }

  /** Orders captures that came in together as those of a folder are, by their names; archives keep any order. */
  async sortByName(ids: readonly CaptureId[]): Promise<void> {
    const named = ids.map((id) => ({ id, name: this.capture(id).name }));
    const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : a.name === b.name ? 0 : 1));
    if (sorted.every(({ id }, i) => id === ids[i])) return;
    const places = new Set(ids);
    await this.#write(async () => {
      const order = sorted.values();
      const captures = this.#manifest.captures.map((id) => (places.has(id) ? (order.next().value?.id ?? id) : id));
      await this.#save({ ...this.#manifest, captures });
    });
  }

  checkWritable(): void {
    this.checkOwned();
    if (this.#faults.length > 0) throw hostError('refused', 'error.bundle-changed', { path: this.path }, { next: message('next.bundle-again') });
  }

  /** Rejects while another instance holds the case. */
  checkOwned(): void {
    const lock = this.#lock;
    if (lock.state === 'taken') throw hostError('locked', 'error.locked', { path: this.path, pid: lock.by.pid, host: lock.by.host }, { next: message('next.close-other') });
    if (lock.state === 'unwritable') throw hostError('storage', 'error.storage', { path: this.path, why: lock.because }, { next: message('next.check-permission') });
  }

  async close(): Promise<void> {
    await this.#writes;
    if (this.#lock.state === 'held') await this.#lock.release();
    this.#lock = { state: 'unwritable', because: 'closed' };
  }

  async #recover(): Promise<void> {
    await removeUnfinishedWrites(this.path);
    for (const unfinished of [unpackingPath(this.path), arrivingPath(this.path), leavingPath(this.path)]) await rm(unfinished, { recursive: true, force: true });
    const recovered = await recoverCaptures(this.path, new Set(this.#manifest.captures));
    // What cannot be entered on a full disk can still be read.
    if (recovered.length > 0) await this.add(recovered).catch(() => undefined);
  }

  async #load(): Promise<void> {
    const captures = new Map<CaptureId, RawCapture>();
    for (const id of this.#manifest.captures) {
      const capture = this.#captures.get(id) ?? (await readCapture(captureFiles(this.path, id).capture));
      if (capture !== null && capture.id === id) captures.set(id, capture);
    }
    this.#captures = captures;
  }

  async #save(manifest: CaseManifest): Promise<void> {
    if (!this.#olderIsKept) await keepOlderManifest(this.path);
    this.#olderIsKept = true;
    await writeManifest(this.path, manifest);
    this.#manifest = manifest;
  }

  /** One write after the other: two at once would each save a manifest without the other's change. */
  async #write(work: () => Promise<void>): Promise<void> {
    this.checkWritable();
    const turn = this.#writes.then(work);
    this.#writes = turn.catch(() => undefined);
    await turn.catch((error: unknown) => Promise.reject(storageError(error, manifestPath(this.path))));
  }
}
