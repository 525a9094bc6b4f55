import { lstat } from 'node:fs/promises';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { LeftOut } from '../../../shared/evidence/left-out.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { sameCaptureKey } from '../../../shared/evidence/same-capture.ts';
import type { MergedCase } from '../../../shared/host-api/views.ts';
import { storageError } from '../host-errors.ts';
import { captureFiles } from './case-layout.ts';
import { carryWords } from './carry-words.ts';
import { copyCapture } from './copy-capture.ts';
import { newCaptureId } from './new-id.ts';
import type { OpenCase } from './open-case.ts';

/**
 * Copies captures of one case into another, with the marks on them, the notes and what was left out. The source is only read.
 * Killed meanwhile, the target holds some of the captures, each whole; merging once more brings the rest.
 */
export async function mergeInto(target: OpenCase, source: OpenCase, captures: readonly CaptureId[]): Promise<MergedCase> {
  target.checkWritable();
  const merge = new Merge(source, target);
  try {
    for (const id of captures) await merge.bring(id);
  } catch (error) {
    throw storageError(error, target.path);
  } finally {
    await merge.enter();
  }
  await carryWords(source, target, merge.ids);
  await addLeftOut(target, [...(await source.leftOut()), ...merge.leftOut]);
  return { added: merge.added, same: merge.same, leftOut: merge.leftOut };
}

class Merge {
  readonly #source: OpenCase;
  readonly #target: OpenCase;
  readonly #there: ReadonlyMap<CaptureId, RawCapture>;
  readonly #here: Map<string, RawCapture>;
  readonly #arrived: RawCapture[] = [];
  readonly ids = new Map<string, CaptureId>();
  readonly leftOut: LeftOut[] = [];
  same = 0;

  constructor(source: OpenCase, target: OpenCase) {
    this.#source = source;
    this.#target = target;
    this.#there = new Map(source.captures().map((capture) => [capture.id, capture]));
    this.#here = new Map(target.captures().map((capture) => [sameCaptureKey(capture), capture]));
  }

  get added(): readonly CaptureId[] {
    return this.#arrived.map(({ id }) => id);
  }

  async bring(was: CaptureId): Promise<void> {
    const capture = this.#there.get(was);
    if (capture === undefined) {
      this.#leaveOut(was, 'changed');
      return;
    }
    const known = this.#here.get(sameCaptureKey(capture));
    if (known !== undefined) {
      this.same++;
      this.ids.set(was, known.id);
      if (known.name !== capture.name) this.#leaveOut(capture.name, 'same-bytes', known.name);
      return;
    }
    const id = await freeId(this.#target, capture);
    const copied = await copyCapture(this.#source, capture, this.#target, id);
    if (copied === null) {
      this.#leaveOut(capture.name, 'changed');
      return;
    }
    this.ids.set(was, id);
    this.#here.set(sameCaptureKey(copied), copied);
    this.#arrived.push(copied);
  }

  /** However the copying ended: what came before a failure stays. */
  async enter(): Promise<void> {
    if (this.#arrived.length === 0) return;
    await this.#target.add(this.#arrived);
    for (const [was, id] of this.ids) if (this.#source.isReadAsIs(was as CaptureId)) await this.#target.setReadAsIs(id, true);
  }

  #leaveOut(member: string, reason: LeftOut['reason'], detail = ''): void {
    this.leftOut.push({ source: this.#source.entry().name, member, reason, detail });
  }
}

/** The capture's own id, or a new one where the target has another capture by that id. */
async function freeId(target: OpenCase, { id, name, startedAt }: RawCapture): Promise<CaptureId> {
  const isThere = await lstat(captureFiles(target.path, id).folder).then(() => true, () => false);
  return isThere || target.ids().includes(id) ? newCaptureId(name, new Date(startedAt)) : id;
}

async function addLeftOut(target: OpenCase, rows: readonly LeftOut[]): Promise<void> {
  const here = new Set((await target.leftOut()).map((row) => JSON.stringify(row)));
  const fresh = rows.filter((row) => !here.has(JSON.stringify(row)));
  if (fresh.length > 0) await target.addLeftOut(fresh);
}
