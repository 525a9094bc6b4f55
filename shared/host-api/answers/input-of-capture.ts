import type { CaptureInput } from '../../engine/engine.ts';
import { knownOffsetMs } from '../../evidence/target-clock.ts';
import type { RawCapture } from '../../evidence/raw-capture.ts';

/** What of a capture's provenance says how it is read; known before its last byte is. */
export type CaptureStory = Pick<RawCapture, 'name' | 'kind' | 'transport' | 'target' | 'pid' | 'startedAt' | 'argv' | 'clock'>;

/** What the engine is told of a capture, from its provenance. A file's time is not the time of what it holds. */
export function inputOfCapture({ name, kind, transport, target, pid, startedAt, argv, clock }: CaptureStory, correctsClocks: boolean): Omit<CaptureInput, 'id'> {
  return {
    name,
    kind,
    takenAt: transport === 'imported-file' ? null : startedAt,
    clockOffsetMs: !correctsClocks ? null : transport === 'local' ? 0 : knownOffsetMs(clock),
    source: pid === null ? null : `${target}#${pid}`,
    command: argv.length === 0 ? null : argv.join(' '),
  };
}
