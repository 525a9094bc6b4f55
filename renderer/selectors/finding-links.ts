import type { Finding } from '../../shared/artifacts/finding.ts';
import { message } from '../../shared/base/message.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import type { Place } from '../state/place.ts';
import { findArtifact, artifactFullName } from './artifact-names.ts';
import type { Words } from './use-words.ts';

/** One line of evidence as a place to go to. */
export interface EvidenceLine {
  readonly key: string;
  /** Put into words when it is asked for: few of hundreds are shown. */
  readonly label: string;
  readonly capture: string;
  readonly line: number;
  readonly place: Place;
}

export function evidenceLines(view: CaseView, finding: Finding, words: Words): readonly EvidenceLine[] {
  return finding.evidence.flatMap(({ artifact: id, line }) => {
    const artifact = findArtifact(view, id);
    if (artifact === null) return [];
    return [{
      key: `${id}:${line}`,
      capture: artifact.capture,
      line,
      place: { type: 'raw', capture: artifact.capture, line },
      get label() {
        return words.t('overview.evidence-line', { name: artifactFullName(view, artifact, words), line });
      },
    }];
  });
}

export interface ViewLink {
  readonly title: string;
  readonly place: Place;
  /** Those of the artifact shown that the finding rests on. */
  readonly lines: readonly number[];
}

/** Views of the artifact the finding rests on: its trees first, as they show relations, then its main table. */
export function viewLinks(view: CaseView, finding: Finding, words: Words): readonly ViewLink[] {
  const artifact = findArtifact(view, finding.evidence[0].artifact);
  if (artifact === null) return [];
  const lines = finding.evidence.flatMap(({ artifact: id, line }) => (id === artifact.id && line > 0 ? [line] : []));
  const trees = artifact.trees.map((tree): ViewLink => ({ title: words.translate(message(tree.title)), place: { type: 'tree', artifact: artifact.id, view: tree.view, lines }, lines }));
  const tables = artifact.tables.slice(0, 1).map((table): ViewLink => ({ title: words.translate(message(table.title)), place: { type: 'table', artifact: artifact.id, view: table.view, search: '' }, lines }));
  return [...trees.slice(0, 1), ...tables];
}
