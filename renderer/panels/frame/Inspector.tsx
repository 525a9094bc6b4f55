import type { ReactNode } from 'react';
import type { ArtifactId } from '../../../shared/base/ids.ts';
import { findArtifact } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import type { Place } from '../../state/place.ts';
import { useSession } from '../../state/session-store.ts';
import { activePlace } from '../../state/tabs.ts';
import { RowCard } from './RowCard.tsx';
import { SourceFacts } from './SourceFacts.tsx';

/** Views of rows and nodes have something to inspect; pages and raw text keep the width for themselves. */
export function hasInspector(place: Place | null): boolean {
  return place !== null && (place.type === 'table' || place.type === 'tree' || place.type === 'series');
}

function artifactOf(place: Place | null): ArtifactId | null {
  return place !== null && (place.type === 'table' || place.type === 'tree') ? place.artifact : null;
}

export function Inspector(): ReactNode {
  const { t } = useWords();
  const view = useShownView();
  const tabs = useSession((session) => session.tabs);
  const selection = useSession((session) => (session.tabs.active === null ? null : (session.selections[session.tabs.active] ?? null)));
  const id = selection?.source ?? selection?.artifacts.at(-1) ?? artifactOf(activePlace(tabs));
  const artifact = view === null || id === null ? null : findArtifact(view, id);
  return (
    <aside className="inspector" aria-label={t('inspector.label')}>
      {view !== null && artifact !== null && selection !== null ? (
        <RowCard view={view} artifact={artifact} selection={selection} />
      ) : (
        <p className="inspector-empty muted">{t('inspector.empty')}</p>
      )}
      {view !== null && artifact !== null ? <SourceFacts view={view} artifact={artifact} /> : null}
    </aside>
  );
}
