import { useCallback, type ReactNode } from 'react';
import { kindById } from '../../shared/artifacts/registry.ts';
import { message } from '../../shared/base/message.ts';
import type { TreeNode } from '../../shared/artifacts/tree-view.ts';
import type { LineSpan } from '../../shared/base/parsed.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { useLoaded } from '../host/use-loaded.ts';
import { ErrorNotice } from '../panels/notices/ErrorNotice.tsx';
import { findArtifact } from '../selectors/artifact-names.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import { goTo } from '../state/case-actions.ts';
import { placeKey, type Place } from '../state/place.ts';
import { select } from '../state/session-store.ts';
import { TreeList } from '../widgets/TreeList/TreeList.tsx';
import './artifacts.css';

export interface ArtifactTreeProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'tree' }>;
}

/** A tree of one artifact, such as its locks: owner, then who waits for it. */
export function ArtifactTree({ view, place }: ArtifactTreeProps): ReactNode {
  const host = useHost();
  const words = useWords();
  const caseId = view.entry.id;
  const { artifact: id, view: tree } = place;
  const load = useCallback(() => host.call('tree.view', { caseId, artifact: id, view: tree }), [host, caseId, id, tree]);
  const { value: nodes, error, reload } = useLoaded(load);
  const artifact = findArtifact(view, id);
  const open = (span: LineSpan | null): void => {
    if (artifact !== null && span !== null) goTo({ type: 'raw', capture: artifact.capture, line: span.first });
  };
  const choose = ({ label, detail, span }: TreeNode): void => select(placeKey(place), { artifacts: [id], row: null, title: label, facts: detail === null ? [] : [{ label: 'inspector.detail', value: words.translate(detail) }], span });
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  if (nodes === null) return <p className="inspector-empty muted">{words.t('loading')}</p>;
  const empty = artifact === null ? undefined : kindById(artifact.kind)?.trees.find((one) => one.id === tree)?.empty;
  if (nodes.length === 0) return <p className="empty-state">{empty === undefined ? null : words.translate(message(empty))}</p>;
  return (
    <div className="panel table-panel">
      <TreeList nodes={nodes} label={placeTitle(view, place, words)} onOpen={open} onSelect={choose} translate={words.translate} />
    </div>
  );
}
