import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { ConnectionMap } from '../../../shared/correlate/map/connection-map.ts';
import { mapGraph, stateWords } from '../../../shared/correlate/map/map-graph.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { ALL_STATES, ConnectionTable, openEdge } from './ConnectionTable.tsx';

/** Its layout library comes with the first picture. */
const GraphPicture = lazy(async () => ({ default: (await import('../../widgets/GraphPicture/GraphPicture.tsx')).GraphPicture }));

const LEAST_HEIGHT = 40;
const ROW_HEIGHT = 54;
const MOST_HEIGHT = 420;

type Look = 'picture' | 'table';

function LookSwitch({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }): ReactNode {
  const { t } = useWords();
  return (
    <ToggleButtonGroup className="language-switch" aria-label={t('tree.look')} selectionMode="single" disallowEmptySelection selectedKeys={[look]} onSelectionChange={(keys) => onLook(keys.has('table') ? 'table' : 'picture')}>
      <ToggleButton id="picture" className="language-button">
        {t('tree.as-picture')}
      </ToggleButton>
      <ToggleButton id="table" className="language-button">
        {t('overview.map.as-table')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

/** Room for the longer of the two sides, as far as a page has it. */
function pictureHeight({ edges }: ConnectionMap): number {
  const rows = Math.max(new Set(edges.map(({ from }) => from)).size, new Set(edges.map(({ to }) => to)).size);
  return Math.min(MOST_HEIGHT, LEAST_HEIGHT + rows * ROW_HEIGHT);
}

/** The picture with the connections of the chosen node below it. */
function Picture({ map }: { readonly map: ConnectionMap }): ReactNode {
  const words = useWords();
  const { t, translate } = words;
  const [chosen, setChosen] = useState<string | null>(null);
  const graph = useMemo(() => mapGraph(map, (target) => uriLabel(target, words)), [map, words]);
  const edges = map.edges.filter(({ from, to }) => from === chosen || to === chosen);
  return (
    <>
      <div className="connection-picture" style={{ height: pictureHeight(map) }}>
        <Suspense fallback={<p className="muted">{t('loading')}</p>}>
          <GraphPicture
            graph={graph}
            label={t('overview.map')}
            onSelect={({ id }) => setChosen(id)}
            onOpen={({ id }) => openEdge(map.edges.find(({ from, to }) => from === id || to === id))}
            onOpenEdge={(i) => openEdge(map.edges[i])}
            translate={translate}
          />
        </Suspense>
      </div>
      {edges.length === 0 ? <p className="muted small">{t('overview.map.hint')}</p> : <ConnectionTable map={map} edges={edges} />}
    </>
  );
}

/** Who talks to whom, by the latest sockets of all targets; nothing where no sockets were captured. */
export function ConnectionSection({ view }: { readonly view: CaseView }): ReactNode {
  const host = useHost();
  const { t } = useWords();
  const caseId = view.entry.id;
  // Asked anew when other captures have been read.
  const listings = view.artifacts.filter(({ kind }) => kind === 'sockets').map(({ id }) => id).join(' ');
  const load = useCallback(async () => (listings === '' ? null : host.call('series.connections', { caseId })), [host, caseId, listings]);
  const { value: map } = useLoaded(load);
  const [look, setLook] = useState<Look>('picture');
  if (map === null || map.edges.length === 0) return null;
  return (
    <section className="section overview-map" aria-label={t('overview.map')}>
      <div className="section-head">
        <h2>{t('overview.map')}</h2>
        <LookSwitch look={look} onLook={setLook} />
      </div>
      {look === 'picture' ? <Picture map={map} /> : <ConnectionTable map={map} edges={map.edges} />}
      {map.unowned.length === 0 ? null : <p className="muted small">{t('overview.map.unowned', { count: map.unowned.reduce((sum, { count }) => sum + count, 0), states: stateWords(map.unowned, ALL_STATES) })}</p>}
      {map.leftOut === 0 ? null : <p className="muted small">{t('overview.map.left-out', { count: map.leftOut })}</p>}
    </section>
  );
}
