import type { ArtifactId, CaptureId, CaseId } from '../../shared/base/ids.ts';
import type { CaptureReading } from '../../shared/engine/engine.ts';
import type { OpenCase } from './case-store/open-case.ts';
import type { EngineClient } from './engine-client.ts';
import { asHostError, hostError } from './host-errors.ts';

/** Brings the captures of open cases into the engine and keeps at most two cases there. */
export interface CaseReader {
  /** Starts reading what is not read yet. */
  begin(target: OpenCase): void;
  /** Waits until the named captures, or all, are read. */
  ready(target: OpenCase, captures?: readonly CaptureId[]): Promise<void>;
  readings(target: OpenCase): readonly CaptureReading[];
  loading(target: OpenCase): readonly CaptureId[];
  forget(id: CaseId): Promise<void>;
}

interface Loaded {
  readonly started: Map<CaptureId, Promise<void>>;
  readonly readings: Map<CaptureId, CaptureReading>;
}

const CASES_IN_ENGINE = 2;

export function createCaseReader(engine: EngineClient, onRead: (id: CaseId) => void): CaseReader {
  // In order of use, latest last.
  const cases = new Map<CaseId, Loaded>();
  /** Captures whose reading ended the engine: they must not end it again on every look at the case. */
  const poisonous = new Set<string>();
  engine.onCrash(() => cases.clear());

  const touch = (id: CaseId): Loaded => {
    const loaded = cases.get(id) ?? { started: new Map(), readings: new Map() };
    cases.delete(id);
    cases.set(id, loaded);
    for (const other of [...cases.keys()].slice(0, -CASES_IN_ENGINE)) {
      cases.delete(other);
      void engine.drop(other).catch(() => undefined);
    }
    return loaded;
  };

  const read = async (target: OpenCase, loaded: Loaded, id: CaptureId): Promise<void> => {
    const { name, kind, transport, target: host, pid, startedAt, stdout } = target.capture(id);
    const source = pid === null ? null : `${host}#${pid}`;
    const input = { id, name, kind, takenAt: transport === 'imported-file' ? null : startedAt, source };
    const poisonKey = `${target.id}/${id}`;
    try {
      if (poisonous.has(poisonKey)) throw hostError('internal', 'error.engine-stopped');
      const { reading } = await engine.readFile(target.id, input, target.stdoutPath(id));
      loaded.readings.set(id, reading);
    } catch (error) {
      // Said in the case's view instead of being tried again and again.
      const { message, details } = asHostError(error).data;
      if (message.key === 'error.engine-stopped') poisonous.add(poisonKey);
      loaded.readings.set(id, { capture: id, name, bytes: stdout.bytes, lines: 0, encoding: 'utf-8', artifacts: [], unrecognised: { code: 'unreadable', what: details || message.key } });
    }
    onRead(target.id);
  };

  const begin = (target: OpenCase): Loaded => {
    const loaded = touch(target.id);
    let turn: Promise<unknown> = Promise.all(loaded.started.values());
    for (const { id } of target.captures()) {
      if (loaded.started.has(id)) continue;
      // One after the other: the worker reads no faster in parallel, and the first results come sooner.
      const mine = turn.then(() => read(target, loaded, id));
      loaded.started.set(id, mine);
      turn = mine;
    }
    return loaded;
  };

  return {
    begin: (target) => void begin(target),
    async ready(target, captures) {
      const loaded = begin(target);
      const wanted = captures ?? target.captures().map(({ id }) => id);
      await Promise.all(wanted.map((id) => loaded.started.get(id)));
    },
    readings(target) {
      const loaded = cases.get(target.id);
      return target.captures().flatMap(({ id }) => loaded?.readings.get(id) ?? []);
    },
    loading(target) {
      const loaded = cases.get(target.id);
      return target.captures().flatMap(({ id }) => (loaded?.readings.has(id) ? [] : [id]));
    },
    async forget(id) {
      if (cases.delete(id)) await engine.drop(id);
    },
  };
}

/** Artifact ids of a case are `<capture>.<n>`. */
export function captureOf(artifact: ArtifactId): CaptureId {
  const dot = artifact.lastIndexOf('.');
  if (dot <= 0) throw hostError('not-found', 'error.unknown-reference', { what: 'artifact' }, { details: artifact });
  return artifact.slice(0, dot) as CaptureId;
}
