import type { Finding } from '../../shared/artifacts/finding.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { findArtifact, findCapture } from './artifact-names.ts';
import { uriLabel } from './target-label.ts';
import type { Words } from './use-words.ts';

interface Process {
  readonly target: string | null;
  readonly pid: number | null;
}

function nameOf({ target, pid }: Process, words: Words): string | null {
  if (target === null) return null;
  return pid === null ? uriLabel(target, words) : `${uriLabel(target, words)} · ${pid}`;
}

/** The process a finding is about, where a case holds captures of several; null where that says nothing, and for files without a target. */
export function findingPlace(view: CaseView, finding: Finding, words: Words): string | null {
  const processes = new Set(view.captures.flatMap((capture) => nameOf(capture, words) ?? []));
  if (processes.size < 2) return null;
  const artifact = findArtifact(view, finding.evidence[0].artifact);
  const capture = artifact === null ? null : findCapture(view, artifact.capture);
  return capture === null ? null : nameOf(capture, words);
}
