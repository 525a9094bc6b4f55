import type { CaptureId } from '../base/ids.ts';
import type { ClockComparison } from './target-clock.ts';

/** Complete means exit status seen and end marker seen; anything less is partial and says why. */
export type Completeness =
  | { readonly status: 'complete' }
  | { readonly status: 'partial'; readonly reason: PartialReason; readonly detail: string };

export type PartialReason =
  | 'link-cut'
  | 'timeout'
  | 'cancelled'
  | 'exit-status'
  | 'exit-status-missing'
  | 'end-marker-missing'
  | 'output-cap'
  | 'process-gone'
  | 'process-replaced'
  | 'interrupted-write'
  /** This computer slept, or its clock was set, meanwhile. */
  | 'clock-jump'
  /** A file of an imported folder that could not be read. */
  | 'unreadable'
  /** The archive it came in ends within it. */
  | 'archive-cut';

/** The archive that a file came in. */
export interface ArchiveOrigin {
  /** As it was given, e.g. `bundle.zip`. */
  readonly name: string;
  /** Of the archive; lower-case hex. */
  readonly sha256: string;
  /** Path inside it, with `!/` behind each archive in it. */
  readonly member: string;
}

export interface StoredStream {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Provenance of one capture; `capture.json` beside its bytes. Written once, read-only afterwards. */
export interface RawCapture {
  readonly formatVersion: 1;
  readonly id: CaptureId;
  /** Kind the recipe was for; null for imported files, whose kind is sniffed. */
  readonly kind: string | null;
  /** What a person calls it: a file name, or kind and round. */
  readonly name: string;
  readonly transport: 'local' | 'ssh' | 'imported-file' | 'docker' | 'kubernetes';
  /** Target URI such as `local:` or `ssh://web-1`; null for imported files. */
  readonly target: string | null;
  readonly pid: number | null;
  /** Id of the recipe alternative used, e.g. `jcmd`; null for imported files. */
  readonly alternative: string | null;
  readonly argv: readonly string[];
  /** ISO 8601 UTC by this computer's clock. For imported files: when imported. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Absent for this computer itself, for imported files, and where nobody asked. */
  readonly clock?: ClockComparison;
  readonly exitStatus: number | null;
  readonly endMarkerSeen: boolean;
  readonly completeness: Completeness;
  /** Captures of one run share it; null for single imports. */
  readonly series: string | null;
  /** 1-based round within the series. */
  readonly round: number;
  readonly stdout: StoredStream;
  readonly stderr: StoredStream;
  readonly derivedFrom: CaptureId | null;
  /** Absent for what came in no archive. */
  readonly archive?: ArchiveOrigin | undefined;
}
