import type { CaptureId } from '../../../shared/base/ids.ts';
import type { LeftOut } from '../../../shared/evidence/left-out.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { OpenCase } from './open-case.ts';

/** Captures are entered in groups: the manifest is written whole each time. */
const ENTER_EVERY_MS = 500;

/** One import into a case: enters what comes in, each content once, and keeps what does not. */
export class ImportRun {
  readonly #target: OpenCase;
  readonly #onEntered: () => void;
  /** Name of the capture that has these bytes. */
  readonly #nameOf = new Map<string, string>();
  readonly #added: CaptureId[] = [];
  readonly #leftOut: LeftOut[] = [];
  #waiting: RawCapture[] = [];
  #enteredAt = -Infinity;

  /** `onEntered`: there is something new to read, while the import goes on. */
  constructor(target: OpenCase, onEntered: () => void = () => undefined) {
    this.#target = target;
    this.#onEntered = onEntered;
    for (const { stdout, name } of target.captures()) this.#nameOf.set(stdout.sha256, name);
  }

  /** Those entered, once `finish` is over. */
  get added(): readonly CaptureId[] {
    return this.#added;
  }

  async enter(capture: RawCapture): Promise<void> {
    const { stdout, name, archive } = capture;
    const same = stdout.bytes === 0 ? undefined : this.#nameOf.get(stdout.sha256);
    if (same !== undefined) {
      await this.#target.discard(capture.id);
      this.leaveOut({ source: archive?.name ?? name, member: archive?.member ?? '', reason: 'same-bytes', detail: same });
      return;
    }
    this.#nameOf.set(stdout.sha256, name);
    this.#waiting.push(capture);
    if (performance.now() - this.#enteredAt > ENTER_EVERY_MS) await this.#enterWaiting();
  }

  leaveOut(row: LeftOut): void {
    this.#leftOut.push(row);
  }

  /** To be called however the import ends: what came in before a failure stays. */
  async finish(): Promise<void> {
    await this.#enterWaiting();
    await this.#target.sortByName(this.#added);
    if (this.#leftOut.length > 0) await this.#target.addLeftOut(this.#leftOut.splice(0));
  }

  async #enterWaiting(): Promise<void> {
    const captures = this.#waiting;
    if (captures.length === 0) return;
    this.#waiting = [];
    this.#enteredAt = performance.now();
    await this.#target.add(captures);
    this.#added.push(...captures.map(({ id }) => id));
    this.#onEntered();
  }
}
