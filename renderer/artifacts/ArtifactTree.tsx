import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { kindById } from '../../shared/artifacts/registry.ts';
import { message } from '../../shared/base/message.ts';
import type { GraphNode } from '../../shared/artifacts/graph-view.ts';
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

/** Its layout library comes with the first picture. */
const GraphPicture = lazy(async () => ({ default: (await import('../widgets/GraphPicture/GraphPicture.tsx')).GraphPicture }));

type Look = 'tree' | 'graph';

function LookSwitch({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }): ReactNode {
  const { t } = useWords();
  return (
    <div className="choice-bar">
      <ToggleButtonGroup className="language-switch" aria-label={t('tree.look')} selectionMode="single" disallowEmptySelection selectedKeys={[look]} onSelectionChange={(keys) => onLook(keys.has('graph') ? 'graph' : 'tree')}>
        <ToggleButton id="tree" className="language-button">
          {t('tree.as-tree')}
        </ToggleButton>
        <ToggleButton id="graph" className="language-button">
          {t('tree.as-picture')}
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}

interface PictureProps extends ArtifactTreeProps {
  onOpen(span: LineSpan | null): void;
  onSelect(node: GraphNode): void;
}

function Picture({ view, place, onOpen, onSelect }: PictureProps): ReactNode {
  const host = useHost();
  const words = useWords();
  const caseId = view.entry.id;
  const { artifact, view: tree } = place;
  const load = useCallback(() => host.call('tree.graph', { caseId, artifact, view: tree }), [host, caseId, artifact, tree]);
  const { value: graph, error, reload } = useLoaded(load);
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  const loading = <p className="inspector-empty muted">{words.t('loading')}</p>;
  if (graph === null) return loading;
  return (
    <Suspense fallback={loading}>
      <GraphPicture graph={graph} label={placeTitle(view, place, words)} onSelect={onSelect} onOpen={({ span }) => onOpen(span)} translate={words.translate} />
    </Suspense>
  );
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
  const [look, setLook] = useState<Look>('tree');
  const open = (span: LineSpan | null): void => {
    if (artifact !== null && span !== null) goTo({ type: 'raw', capture: artifact.capture, line: span.first });
  };
  const choose = ({ label, detail, span }: Pick<TreeNode, 'label' | 'detail' | 'span'>): void => select(placeKey(place), { artifacts: [id], source: id, row: null, title: label, facts: detail === null ? [] : [{ label: 'inspector.detail', value: words.translate(detail) }], span });
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  if (nodes === null) return <p className="inspector-empty muted">{words.t('loading')}</p>;
  const empty = artifact === null ? undefined : kindById(artifact.kind)?.trees.find((one) => one.id === tree)?.empty;
  if (nodes.length === 0) return <p className="empty-state">{empty === undefined ? null : words.translate(message(empty))}</p>;
  return (
    <div className="panel table-panel">
      {artifact?.trees.find((one) => one.view === tree)?.hasGraph === true ? <LookSwitch look={look} onLook={setLook} /> : null}
      {look === 'graph' ? <Picture view={view} place={place} onOpen={open} onSelect={choose} /> : <TreeList key={JSON.stringify(place.lines)} nodes={nodes} startLines={place.lines} label={placeTitle(view, place, words)} onOpen={open} onSelect={choose} translate={words.translate} />}
    </div>
  );
}
