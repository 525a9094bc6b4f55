import { memo, useDeferredValue, type ReactNode } from 'react';
import { assertNever } from '../../../shared/base/assert-never.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { ArtifactTable } from '../../artifacts/ArtifactTable.tsx';
import { ArtifactTree } from '../../artifacts/ArtifactTree.tsx';
import { FlamePanel } from '../../artifacts/FlamePanel.tsx';
import { RawPanel } from '../../artifacts/RawPanel.tsx';
import { SeriesPanel } from '../../artifacts/SeriesPanel.tsx';
import { TrendPanel } from '../../artifacts/TrendPanel.tsx';
import { useWords } from '../../selectors/use-words.ts';
import { useCases } from '../../state/case-store.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { placeKey, type Place } from '../../state/place.ts';
import { useSession } from '../../state/session-store.ts';
import { CapturesPanel } from '../captures/CapturesPanel.tsx';
import { NotesPanel } from '../captures/NotesPanel.tsx';
import { HomePanel } from '../home/HomePanel.tsx';
import { ViewBoundary } from '../notices/ViewBoundary.tsx';
import { SearchPanel } from '../search/SearchPanel.tsx';
import { OverviewPanel } from '../overview/OverviewPanel.tsx';
import { TabBar, tabId, tabPanelId } from './TabBar.tsx';

const Content = memo(function Content({ view, place }: { readonly view: CaseView; readonly place: Place }): ReactNode {
  switch (place.type) {
    case 'overview':
      return <OverviewPanel view={view} />;
    case 'captures':
      return <CapturesPanel view={view} />;
    case 'search':
      return <SearchPanel view={view} place={place} />;
    case 'notes':
      return <NotesPanel view={view} />;
    case 'table':
      return <ArtifactTable view={view} place={place} />;
    case 'tree':
      return <ArtifactTree view={view} place={place} />;
    case 'series':
      return <SeriesPanel view={view} place={place} />;
    case 'trend':
      return <TrendPanel view={view} place={place} />;
    case 'flame':
      return <FlamePanel view={view} place={place} />;
    case 'raw':
      return <RawPanel view={view} place={place} />;
    default:
      return assertNever(place);
  }
});

/** Captures read anew in another way give other rows; the raw text stays what it is. */
function readingsKey(view: CaseView, place: Place): string {
  return place.type === 'raw' ? '' : view.readings.flatMap(({ capture, isRepaired }) => (isRepaired ? [] : [capture])).join(' ');
}

interface TabContentProps {
  readonly view: CaseView | null;
  readonly place: Place;
  readonly isActive: boolean;
}

/** What nobody sees is not drawn anew while captures come; it catches up when its tab is chosen. */
const TabContent = memo(
  function TabContent({ view, place }: TabContentProps): ReactNode {
    // The tab itself shows at once; what is new in it is drawn in pieces.
    const shown = useDeferredValue(view, null);
    return <ViewBoundary>{shown === null ? null : <Content key={readingsKey(shown, place)} view={shown} place={place} />}</ViewBoundary>;
  },
  (before, next) => (before.view !== null && !before.isActive && !next.isActive) || (before.view === next.view && before.place === next.place && before.isActive === next.isActive),
);

/** All open tabs stay mounted, so that each keeps its scroll, filters and selection. */
function CaseArea(): ReactNode {
  const { t } = useWords();
  const view = useShownView();
  const tabs = useSession((session) => session.tabs);
  const snapshot = useSnapshot();
  return (
    <>
      <h1 className="visually-hidden">{view?.entry.name ?? t('rail.case')}</h1>
      <TabBar />
      <div className="tab-panels">
        {view === null ? <p className="inspector-empty muted">{snapshot === null ? t('loading') : t('status.reading', { count: snapshot.captures })}</p> : null}
        {tabs.open.length === 0 ? (
          <div className="empty-state">
            <p>{t('tabs.none')}</p>
            <p className="muted">{t('tabs.none.next')}</p>
          </div>
        ) : null}
        {tabs.open.map((place) => {
          const key = placeKey(place);
          return (
            <div key={key} id={tabPanelId(key)} className="tab-panel" role="tabpanel" aria-labelledby={tabId(key)} inert={key !== tabs.active} data-active={key === tabs.active}>
              <TabContent view={view} place={place} isActive={key === tabs.active} />
            </div>
          );
        })}
      </div>
    </>
  );
}

export function MainArea(): ReactNode {
  const screen = useSession((session) => session.screen);
  const hasCase = useCases((cases) => cases.openId !== null);
  const snapshot = useSnapshot();
  return (
    <main className="main">
      {snapshot === null && (screen === 'home' || !hasCase) ? (
        <ViewBoundary>
          <HomePanel />
        </ViewBoundary>
      ) : null}
      {hasCase ? (
        <div className="case-area" hidden={screen === 'home'}>
          <CaseArea />
        </div>
      ) : null}
    </main>
  );
}
