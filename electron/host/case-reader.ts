import type { ArtifactId, CaptureId, CaseId } from '../../shared/base/ids.ts';
import type { CaptureReading } from '../../shared/engine/engine.ts';
import type { FirstLook } from '../../shared/host-api/views.ts';
import type { EvidenceWriter } from './case-store/evidence-writer.ts';
import type { OpenCase } from './case-store/open-case.ts';
import type { Follower } from './case-store/uploads.ts';
import { LONG_BYTES } from './long-file.ts';
import type { EngineClient } from './engine/engine-client.ts';
import { asHostError, hostError } from './host-errors.ts';
import { inputOfCapture } from '../../shared/host-api/answers/input-of-capture.ts';

interface Loaded {
  readonly started: Map<CaptureId, Promise<void>>;
  readonly readings: Map<CaptureId, CaptureReading>;
  /** Of captures that are read while they come in. */
  readonly followed: Map<CaptureId, Promise<CaptureReading>>;
  /** Of those, until they are read or do not become evidence. */
  readonly firstLooks: Map<CaptureId, FirstLook>;
}

const CASES_IN_ENGINE = 2;
/** A capture that was being read each time when the engine died is not tried again. */
const CRASHES_ALLOWED = 1;

/** Brings the captures of open cases into the engine and keeps at most two cases there. */
export class CaseReader {
  readonly #engine: EngineClient;
  readonly #onRead: (id: CaseId) => void;
  /** In order of use, latest last. */
  readonly #cases = new Map<CaseId, Loaded>();
  readonly #crashes = new Map<string, number>();

  constructor(engine: EngineClient, onRead: (id: CaseId) => void) {
    this.#engine = engine;
    this.#onRead = onRead;
    engine.onCrash(() => this.#cases.clear());
  }

  /** Starts reading what is not read yet. */
  begin(target: OpenCase): void {
    this.#begin(target);
  }

  /** Reads a long capture while its bytes arrive, and judges those that are there by themselves; once it is entered into the case it needs no other reading, and `drop` is without effect. */
  follow(target: OpenCase, { start, files }: Pick<EvidenceWriter, 'start' | 'files'>): Follower {
    const { id } = start;
    const loaded = this.#touch(target.id);
    const input = { id, ...inputOfCapture(start, target.correctsClocks()) };
    const file = this.#engine.followFile(target.id, input, files.stdout);
    loaded.followed.set(id, file.reading);
    file.reading.catch(() => undefined);
    let isOver = false;
    const lookFirst = async (): Promise<void> => {
      const findings = await this.#engine.firstLook(input, files.stdout, LONG_BYTES).catch(() => []);
      if (isOver || loaded.readings.has(id) || findings.length === 0) return;
      loaded.firstLooks.set(id, { name: start.name, bytes: LONG_BYTES, findings });
      this.#onRead(target.id);
    };
    void lookFirst();
    return {
      end: () => file.end(),
      drop: () => {
        file.end();
        isOver = true;
        loaded.firstLooks.delete(id);
        if (loaded.followed.delete(id)) file.reading.then(() => this.#engine.ask(target.id, 'forget', id)).catch(() => undefined);
      },
    };
  }

  /** Waits until the named captures, or all, are read. */
  async ready(target: OpenCase, captures?: readonly CaptureId[]): Promise<void> {
    // Once more if the engine died, or other cases took the place, while this one was being read.
    for (let attempt = 0; attempt < 2; attempt++) {
      const loaded = this.#begin(target);
      const wanted = captures ?? target.captures().map(({ id }) => id);
      await Promise.all(wanted.map(async (id) => loaded.started.get(id)));
      if (this.#cases.get(target.id) === loaded) return;
    }
  }

  /** Reads a capture anew, as after a change in how it is to be read. */
  async readAgain(target: OpenCase, id: CaptureId): Promise<void> {
    const loaded = this.#begin(target);
    await loaded.started.get(id);
    loaded.started.delete(id);
    loaded.readings.delete(id);
    this.#begin(target);
    await loaded.started.get(id);
  }

  readings(target: OpenCase): readonly CaptureReading[] {
    const loaded = this.#cases.get(target.id);
    return target.captures().flatMap(({ id }) => loaded?.readings.get(id) ?? []);
  }

  /** Captures still being read. */
  loading(target: OpenCase): readonly CaptureId[] {
    const loaded = this.#cases.get(target.id);
    return target.captures().flatMap(({ id }) => (loaded?.readings.has(id) ? [] : [id]));
  }

  firstLooks(target: OpenCase): readonly FirstLook[] {
    return [...(this.#cases.get(target.id)?.firstLooks.values() ?? [])];
  }

  async forget(id: CaseId): Promise<void> {
    if (this.#cases.delete(id)) await this.#engine.drop(id);
  }

  #begin(target: OpenCase): Loaded {
    const loaded = this.#touch(target.id);
    let turn: Promise<unknown> = Promise.all(loaded.started.values());
    for (const { id } of target.captures()) {
      if (loaded.started.has(id)) continue;
      const followed = loaded.followed.get(id);
      if (followed !== undefined) {
        loaded.followed.delete(id);
        loaded.started.set(id, this.#adopt(target, loaded, id, followed));
        continue;
      }
      // One after the other: the worker reads no faster in parallel, and the first results come sooner.
      const mine = turn.then(() => this.#read(target, loaded, id));
      loaded.started.set(id, mine);
      turn = mine;
    }
    return loaded;
  }

  #touch(id: CaseId): Loaded {
    const loaded = this.#cases.get(id) ?? { started: new Map(), readings: new Map(), followed: new Map(), firstLooks: new Map() };
    this.#cases.delete(id);
    this.#cases.set(id, loaded);
    for (const other of [...this.#cases.keys()].slice(0, -CASES_IN_ENGINE)) {
      this.#cases.delete(other);
      void this.#engine.drop(other).catch(() => undefined);
    }
    return loaded;
  }

  async #adopt(target: OpenCase, loaded: Loaded, id: CaptureId, followed: Promise<CaptureReading>): Promise<void> {
    const reading = await followed.catch(() => null);
    loaded.firstLooks.delete(id);
    if (reading === null) return this.#read(target, loaded, id);
    loaded.readings.set(id, reading);
    this.#onRead(target.id);
    return undefined;
  }

  async #read(target: OpenCase, loaded: Loaded, id: CaptureId): Promise<void> {
    if (this.#cases.get(target.id) !== loaded) return;
    const capture = target.capture(id);
    const { name, stdout } = capture;
    const input = { id, ...inputOfCapture(capture, target.correctsClocks()), isRepaired: !target.isReadAsIs(id) };
    const key = `${target.id}/${id}`;
    const crashes = this.#crashes.get(key) ?? 0;
    try {
      if (crashes > CRASHES_ALLOWED) throw hostError('internal', 'error.engine-stopped');
      const { reading } = await this.#engine.readFile(target.id, input, target.stdoutPath(id));
      loaded.readings.set(id, reading);
    } catch (error) {
      // Said in the case's view instead of being tried again and again.
      const { message, details } = asHostError(error).data;
      if (message.key === 'error.engine-stopped') this.#crashes.set(key, crashes + 1);
      loaded.readings.set(id, { capture: id, name, bytes: stdout.bytes, lines: 0, linesOutside: 0, encoding: 'utf-8', artifacts: [], unrecognised: { code: UNREADABLE, what: details || message.key }, repairs: [], isRepaired: true });
    }
    this.#onRead(target.id);
  }
}

/** Why a capture of a case has no reading by the engine. */
export const UNREADABLE = 'unreadable';

/** Artifact ids of a case are `<capture>.<n>`. */
export function captureOf(artifact: ArtifactId): CaptureId {
  const dot = artifact.lastIndexOf('.');
  if (dot <= 0) throw hostError('not-found', 'error.unknown-reference', { what: 'artifact' }, { details: artifact });
  return artifact.slice(0, dot) as CaptureId;
}
