import { basename } from 'node:path';
import type { ArtifactId, CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { sendOwnRules } from '../../../shared/engine/own-rules/send-own-rules.ts';
import type { OwnRuleFiles } from '../../../shared/engine/own-rules/own-rules.ts';
import type { RowMark } from '../../../shared/evidence/row-mark.ts';
import { embeddedCaptureId, type EmbeddedCase } from '../../../shared/host-api/embedded/embedded-case.ts';
import { sharedFolder, sourceName } from '../../../shared/report/names.ts';
import type { ReportInput, ReportSource } from '../../../shared/report/report-input.ts';

/** The bytes of one source of a report. */
export interface EvidenceFile {
  readonly source: ReportSource;
  /** Where they lie; a redacted copy where redaction was asked for. */
  readonly path: string;
  /** What the case calls it; null for a file. */
  readonly caseCapture: CaptureId | null;
  /** Times are taken as the target told them. */
  readonly clocksAsTold: boolean;
}

/** What a workbench file is made from. */
export interface EmbeddedSubject {
  /** Null for an ad hoc report of files. */
  readonly caseName: string | null;
  readonly notes: string;
  readonly marks: readonly RowMark[];
  /** What redaction leaves of a text; null: nothing is redacted. */
  readonly redactText: ((text: string) => string) | null;
  /** Kind that all files were read as; null = each its own. */
  readonly kind: string | null;
  readonly evidence: readonly EvidenceFile[];
}

function captureOf(source: ReportSource, now: string): RawCapture {
  if (source.kind === 'capture') return source.capture;
  const isRead = source.kind === 'file';
  return {
    formatVersion: 1,
    id: '' as CaptureId,
    kind: null,
    name: basename(source.path),
    transport: 'imported-file',
    target: null,
    pid: null,
    alternative: null,
    argv: [],
    startedAt: now,
    endedAt: now,
    exitStatus: null,
    endMarkerSeen: false,
    completeness: isRead ? { status: 'complete' } : { status: 'partial', reason: 'unreadable', detail: source.because },
    series: null,
    round: 1,
    stdout: isRead ? { bytes: source.reading.bytes, sha256: source.sha256 } : { bytes: 0, sha256: '' },
    stderr: { bytes: 0, sha256: '' },
    derivedFrom: null,
  };
}

/** Under the names that captures have in the file; null for a mark on a capture that is left out. */
function embeddedMark(mark: RowMark, newIds: ReadonlyMap<CaptureId, CaptureId>): RowMark | null {
  const artifacts: ArtifactId[] = [];
  for (const artifact of mark.artifacts) {
    const dot = artifact.lastIndexOf('.');
    const capture = newIds.get(artifact.slice(0, dot) as CaptureId);
    if (capture === undefined) return null;
    artifacts.push(`${capture}${artifact.slice(dot)}` as ArtifactId);
  }
  return { ...mark, artifacts };
}

/** The one file, or the folder that all of them lie in. */
function nameOfFiles(evidence: readonly EvidenceFile[]): string {
  const names = evidence.map(({ source }) => sourceName(source));
  return basename(names.length > 1 ? sharedFolder(names) : (names[0] ?? '')) || basename(names[0] ?? '');
}

/** The case as it lies in the file. `evidence` i belongs to capture i. */
export function embedCase({ caseName, notes, marks, redactText, kind, evidence }: EmbeddedSubject, own: OwnRuleFiles, { generatedAt: exportedAt, toolVersion, findings }: ReportInput): EmbeddedCase {
  const found = evidence.map(({ source, clocksAsTold }) => ({ clocksAsTold, capture: captureOf(source, exportedAt), isReadAsIs: 'reading' in source && source.reading?.isRepaired === false }));
  const newIds = new Map(evidence.flatMap(({ caseCapture }, i) => (caseCapture === null ? [] : [[caseCapture, embeddedCaptureId(i)]])));
  return {
    formatVersion: 1,
    writtenBy: toolVersion,
    exportedAt,
    isRedacted: redactText !== null,
    name: caseName ?? nameOfFiles(evidence),
    notes,
    marks: marks.flatMap((mark) => embeddedMark(mark, newIds) ?? []),
    ownRules: sendOwnRules(own, new Set(findings.map(({ finding }) => finding.rule)), (text) => redactText !== null && redactText(text) !== text),
    captures: found.map(({ capture, isReadAsIs, clocksAsTold }, i) => ({
      capture: { ...capture, id: embeddedCaptureId(i), kind: kind ?? capture.kind, stderr: { bytes: 0, sha256: '' }, derivedFrom: null },
      isReadAsIs,
      clocksAsTold,
    })),
  };
}
