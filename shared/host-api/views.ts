import type { RedactedClass } from '../evidence/redact/redaction-rule.ts';
import type { CallTree } from '../artifacts/call-tree.ts';
import type { Finding } from '../artifacts/finding.ts';
import type { CaptureId, CaseId, JobId, PromptId } from '../base/ids.ts';
import type { Message } from '../base/message.ts';
import type { JvmProcess, Target } from '../collect/target.ts';
import type { ExecOutcome } from '../collect/transport.ts';
import type { ArtifactSummary, CaptureReading } from '../engine/engine.ts';
import type { Impact } from '../collect/recipe.ts';
import type { BundleFault } from '../evidence/bundle.ts';
import type { LeftOut } from '../evidence/left-out.ts';
import type { RowMark } from '../evidence/row-mark.ts';
import type { RawCapture } from '../evidence/raw-capture.ts';
import type { ReportOutcome } from '../report/report-outcome.ts';

/** What the host tells of itself. */
export interface HostInfo {
  readonly version: string;
  readonly platform: string;
  readonly node: string;
  /** Where cases are kept. */
  readonly casesFolder: string;
  /** Null: a host that captures and keeps cases. Else it is a file with one case in it, to be read and not changed. */
  readonly snapshot: Snapshot | null;
}

/** How the file came about that holds a case. */
export interface Snapshot {
  /** ISO 8601 UTC. */
  readonly exportedAt: string;
  readonly isRedacted: boolean;
  readonly captures: number;
}

export interface TargetInfo {
  /** `local:`, `ssh://[user@]host[:port]` `docker://[context]/container` or `k8s://[context]/namespace/pod[/container]`. */
  readonly uri: string;
  readonly label: string;
  readonly kind: Target['kind'];
  readonly remembered: boolean;
  /** Listed before the others. */
  readonly favourite: boolean;
}

/** A container or pod that an engine or cluster lists. `null` everywhere: it does not say. */
export interface PlaceInfo {
  /** As a target; null while it does not run. */
  readonly uri: string | null;
  /** The container's name; `namespace/pod` or `namespace/pod/container` in a cluster. */
  readonly name: string;
  readonly image: string;
  /** In the engine's own words, e.g. `Up 2 hours` or `CrashLoopBackOff`. */
  readonly state: string;
  /** e.g. `0.0.0.0:8080->80/tcp`, `80/tcp` */
  readonly ports: readonly string[];
  /** Of one CPU; 250 = two and a half CPUs. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
  readonly memoryLimitBytes: number | null;
  readonly restarts: number | null;
  readonly node: string | null;
  /** ISO 8601 UTC. */
  readonly createdAt: string | null;
}

/** A horizontal pod autoscaler. `null`: the cluster does not say. */
export interface AutoscalerInfo {
  /** `namespace/name` */
  readonly name: string;
  /** e.g. `Deployment/cart` */
  readonly scales: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly currentReplicas: number | null;
  readonly desiredReplicas: number | null;
  /** Of what the pods ask for. */
  readonly cpuPercent: number | null;
  readonly cpuTargetPercent: number | null;
  /** ISO 8601 UTC. */
  readonly lastScaledAt: string | null;
}

/** A command that was run on a target. */
export interface RunCommand {
  /** When it began, ISO 8601 UTC. */
  readonly at: string;
  readonly ms: number;
  /** Its words as a shell would read them. */
  readonly command: string;
  /** How much it was given on standard input. */
  readonly stdinBytes: number;
  readonly end: ExecOutcome['end'];
  readonly exitStatus: number | null;
}

/** Something that a cluster recorded about a pod. */
export interface PlaceEvent {
  readonly isWarning: boolean;
  /** One word, e.g. `BackOff`. */
  readonly reason: string;
  readonly message: string;
  /** The container it is about; null: the pod itself. */
  readonly about: string | null;
  /** Who recorded it, e.g. `kubelet`. */
  readonly by: string | null;
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** What a Docker engine or a cluster runs. */
export interface SourceListing {
  readonly source: string;
  /** Never empty, so that nobody takes one engine for another. */
  readonly context: string;
  readonly address: string;
  readonly version: string;
  readonly platform: string;
  /** Number of images; null for clusters. */
  readonly images: number | null;
  /** Of a cluster; null where they may not be listed, and for engines. */
  readonly autoscalers: readonly AutoscalerInfo[] | null;
  readonly places: readonly PlaceInfo[];
}

export interface JvmList {
  readonly target: string;
  readonly jvms: readonly JvmProcess[];
  /** Processes of other users that could not be looked into. */
  readonly hidden: number;
}

export interface CaseEntry {
  readonly id: CaseId;
  readonly name: string;
  readonly tags: readonly string[];
  readonly path: string;
  readonly createdAt: string;
  readonly captures: number;
  readonly bytes: number;
}

/** What came of bringing captures of one case into another. */
export interface MergedCase {
  /** By their ids in the case they came into. */
  readonly added: readonly CaptureId[];
  /** Captures that were there already, with the same bytes and provenance. */
  readonly same: number;
  /** Those that are not as they were captured, and imported files whose bytes are there by another name; kept with the case. */
  readonly leftOut: readonly LeftOut[];
}

/** Bytes of the files of a case folder, by what they are. */
export interface DiskUse {
  readonly evidenceBytes: number;
  /** Can be deleted at any time. */
  readonly derivedBytes: number;
  /** Manifest, notes, marks and the like. */
  readonly otherBytes: number;
}

/** What the beginning of a long file shows while the rest of it comes and is read. */
export interface FirstLook {
  readonly name: string;
  /** Bytes of the file it rests on. */
  readonly bytes: number;
  /** Their evidence cannot be opened yet. */
  readonly findings: readonly Finding[];
}

/** Everything about a case but its rows and bytes. */
export interface CaseView {
  readonly entry: CaseEntry;
  readonly captures: readonly RawCapture[];
  /** Times are reckoned with how far the targets' clocks are off. */
  readonly correctsClocks: boolean;
  readonly readings: readonly CaptureReading[];
  readonly artifacts: readonly ArtifactSummary[];
  readonly findings: readonly Finding[];
  readonly notes: string;
  /** Bookmarks and notes on rows. */
  readonly marks: readonly RowMark[];
  /** What imports did not take in, and why. */
  readonly leftOut: readonly LeftOut[];
  /** Files of a bundle that are not as they were packed; the case is then read-only. */
  readonly faults: readonly BundleFault[];
  /** What of a person's own rules cannot be used. */
  readonly ownRuleProblems: readonly Message[];
  /** Captures still being read. */
  readonly loading: readonly CaptureId[];
  /** Of long files that are still coming or being read. */
  readonly firstLooks: readonly FirstLook[];
}

export type JobState = 'running' | 'done' | 'partial' | 'cancelled' | 'failed';

export interface JobStep {
  readonly id: string;
  /** Target URI. */
  readonly target: string;
  /** What is captured of which process; null where its target was not reached. */
  readonly pid: number | null;
  readonly kind: string | null;
  readonly label: string;
  readonly round: number;
  readonly state: 'waiting' | 'running' | 'done' | 'partial' | 'failed' | 'skipped';
  readonly bytes: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Why it is partial, failed or skipped; null otherwise. */
  readonly because: Message | null;
  readonly capture: CaptureId | null;
}

export interface JobView {
  readonly id: JobId;
  readonly caseId: CaseId;
  readonly title: Message;
  readonly state: JobState;
  readonly steps: readonly JobStep[];
}

/** A question only a person can answer. Asked before anything it decides has happened. */
export type Prompt =
  | {
      readonly type: 'host-key';
      readonly host: string;
      readonly port: number;
      readonly keyType: string;
      /** `SHA256:` and base64, as ssh-keygen prints it. */
      readonly fingerprint: string;
    }
  | { readonly type: 'secret'; readonly purpose: 'password' | 'passphrase'; readonly for: string; readonly attempt: number }
  | { readonly type: 'keyboard-interactive'; readonly for: string; readonly instruction: string; readonly questions: readonly { readonly text: string; readonly echo: boolean }[] }
  | { readonly type: 'allow-impact'; readonly command: string; readonly target: string; readonly impact: Impact; readonly effect: Message; readonly worstCase: Message };

export interface OpenPrompt {
  readonly id: PromptId;
  readonly prompt: Prompt;
}

/** `refused` is the default answer: Esc, a closed window or a door that cannot ask give it. */
export type PromptAnswer = { readonly type: 'refused' } | { readonly type: 'yes' } | { readonly type: 'secret'; readonly value: string } | { readonly type: 'answers'; readonly values: readonly string[] };

/** A line of evidence that holds what was sought; `text` is what stands around it. */
export interface EvidenceHit {
  readonly line: number;
  readonly text: string;
}

/** Where a text stands in the captures of a case; captures without it are left out. */
export interface EvidenceSearch {
  readonly captures: readonly { readonly capture: CaptureId; readonly total: number; readonly hits: readonly EvidenceHit[] }[];
}

export interface RawLines {
  readonly from: number;
  readonly total: number;
  readonly lines: readonly string[];
  /** Some lines were longer than the display limit and are shortened here. */
  readonly cut: boolean;
}

/** One capture checked against its recorded hashes. */
export interface VerifyRow {
  readonly capture: string;
  readonly name: string;
  readonly state: 'intact' | 'changed' | 'damaged' | 'missing' | 'extra' | 'partial' | 'newer';
  readonly detail: string;
}

export interface VerifyReport {
  readonly path: string;
  /** Rows of a case are captures, those of a bundle its files. */
  readonly of: 'case' | 'bundle';
  readonly intact: boolean;
  readonly rows: readonly VerifyRow[];
}

/** What became of an uploaded file. */
export interface ImportResult {
  readonly captures: readonly CaptureId[];
  /** The file was a bundle: the case that was opened from it. */
  readonly opened: CaseId | null;
}

/** A case in one file. */
export interface BuiltBundle {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  /** Lower-case hex, of the file. */
  readonly sha256: string;
  readonly captures: number;
  /** Places in which something was replaced; null when nothing was redacted. */
  readonly redacted: readonly RedactedCount[] | null;
  readonly leftOut: readonly LeftOut[];
}

/** A text with its tokens turned back. */
export interface RestoredText {
  readonly text: string;
  /** Tokens turned back, by what they stood for. */
  readonly restored: readonly RedactedCount[];
  /** Tokens of secrets, which nothing can turn back. */
  readonly secrets: number;
  /** Tokens that this computer never gave. */
  readonly unknown: number;
}

export interface BuiltReport {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** From `reportOutcome` of shared/report; absent over doors that carry only the bytes. */
  readonly outcome?: ReportOutcome;
  /** Places in which something was replaced, by what it was; absent when nothing was redacted. */
  readonly redacted?: readonly RedactedCount[];
}

export interface RedactedCount {
  readonly class: RedactedClass;
  readonly places: number;
}

export interface RedactionPreview {
  readonly counts: readonly RedactedCount[];
  /** Lines that change, some at a time, as they are and as they would be; long ones are cut around the first change. */
  readonly lines: readonly { readonly capture: string; readonly number: number; readonly before: string; readonly after: string }[];
  /** Lines that change in all. */
  readonly lineCount: number;
}

/** What a report will take on disk. */
export interface ReportEstimate {
  /** Null where only making it tells. */
  readonly bytes: number | null;
}

export interface DoctorRow {
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'info';
  readonly detail: string;
  /** What of it cannot be used, such as a rule of one's own; absent: nothing to say. */
  readonly problems?: readonly Message[];
}

/** Merged stacks of paths, and what could not be read. */
export interface PathCalls {
  readonly tree: CallTree | null;
  readonly problems: readonly { readonly name: string; readonly what: string }[];
}
