import { kindById } from '../../shared/artifacts/registry.ts';
import type { ArtifactId, CaptureId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { message, type Language } from '../../shared/base/message.ts';
import type { Words } from './use-words.ts';

export function findArtifact(view: CaseView, id: ArtifactId): ArtifactSummary | null {
  return view.artifacts.find((artifact) => artifact.id === id) ?? null;
}

export function findCapture(view: CaseView, id: CaptureId): RawCapture | null {
  return view.captures.find((capture) => capture.id === id) ?? null;
}

export function artifactsOfKind(view: CaseView, kind: string): readonly ArtifactSummary[] {
  return view.artifacts.filter((artifact) => artifact.kind === kind);
}

export function kindTitle(kind: string, words: Words): string {
  const known = kindById(kind);
  return known === null ? kind : words.translate(message(known.title));
}

/** When it was taken: as the artifact prints it, else when its capture started. null when neither is known. */
export function artifactTime(view: CaseView, artifact: ArtifactSummary): string | null {
  if (artifact.capturedAt !== null) return artifact.capturedAt;
  const capture = findCapture(view, artifact.capture);
  return capture === null || capture.transport === 'imported-file' ? null : capture.startedAt;
}

/** ISO time as a clock reading; printed local times stay as printed. */
export function clockTime(iso: string): string {
  if (!iso.endsWith('Z')) return /T(\d\d:\d\d:\d\d)/.exec(iso)?.[1] ?? iso;
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Making one takes a hundred times as long as using it. */
const FORMATS = new Map<Language, Intl.DateTimeFormat>();

function formatIn(language: Language): Intl.DateTimeFormat {
  const format = FORMATS.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  FORMATS.set(language, format);
  return format;
}

export function dateTime(iso: string, words: Words): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : formatIn(words.language).format(time);
}

/** Counted once for each view: lists of hundreds of artifacts ask for every one. */
const numbersIn = new WeakMap<CaseView['artifacts'], ReadonlyMap<ArtifactId, number>>();

function countByKind(artifacts: CaseView['artifacts']): ReadonlyMap<ArtifactId, number> {
  const counts = new Map<string, number>();
  return new Map(
    artifacts.map(({ id, kind }) => {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      return [id, number];
    }),
  );
}

/** The artifact's place among those of its kind, from 1. */
export function artifactNumber({ artifacts }: CaseView, artifact: ArtifactSummary): number {
  const numbers = numbersIn.get(artifacts) ?? countByKind(artifacts);
  numbersIn.set(artifacts, numbers);
  return numbers.get(artifact.id) ?? 0;
}

/** `#2 · 11:40:07`; the file's name where no time is known. */
export function artifactLabel(view: CaseView, artifact: ArtifactSummary): string {
  const time = artifactTime(view, artifact);
  const place = time === null ? (findCapture(view, artifact.capture)?.name ?? artifact.id) : clockTime(time);
  return `#${artifactNumber(view, artifact)} · ${place}`;
}

export function artifactFullName(view: CaseView, artifact: ArtifactSummary, words: Words): string {
  return `${kindTitle(artifact.kind, words)} ${artifactLabel(view, artifact)}`;
}
