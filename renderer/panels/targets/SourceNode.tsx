import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useHost } from '../../host/host-context.ts';
import { groupPlaces } from '../../selectors/group-places.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive, type PlacesOfSource } from '../../state/live-store.ts';
import { refreshSource, type SOURCES } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';
import { AutoscalerNote } from './AutoscalerNote.tsx';
import { PlaceGroupEntry } from './PlaceEntry.tsx';

function PlaceEntries({ places, isCluster }: { readonly places: PlacesOfSource; readonly isCluster: boolean }): ReactNode {
  const { t, translate } = useWords();
  if (places.state === 'failed') return <p className="outline-note critical-text">{translate(places.error.message)}</p>;
  if (places.listing === null) return <p className="outline-note">{t('navigator.asking')}</p>;
  const { context, address, version, autoscalers, places: all } = places.listing;
  return (
    <>
      <p className="outline-note" title={address}>
        {t('navigator.source-facts', { context, version })}
      </p>
      {autoscalers?.map((autoscaler) => (
        <AutoscalerNote key={autoscaler.name} autoscaler={autoscaler} />
      ))}
      {all.length === 0 ? <p className="outline-note">{t('navigator.no-places')}</p> : null}
      <ul className="places">
        {groupPlaces(all, isCluster).map((group) => (
          <PlaceGroupEntry key={group.name} group={group} />
        ))}
      </ul>
    </>
  );
}

function figureOf(places: PlacesOfSource | undefined, t: Words['t']): string {
  if (places === undefined) return t('navigator.not-listed');
  if (places.state === 'failed') return t('navigator.unreachable');
  return places.listing === null ? '…' : t('navigator.place-count', { count: places.listing.places.length });
}

/** The Docker engine or the cluster that this computer is set up for, with what it runs; asked when unfolded. */
export function SourceNode({ source }: { readonly source: (typeof SOURCES)[number] }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const places = useLive((live) => live.places[source]);
  const [open, setOpen] = useState(false);
  const label = t(source === 'docker:' ? 'navigator.docker' : 'navigator.kubernetes');
  const list = (): void => start(() => refreshSource(host, source));
  return (
    <li>
      <div className="outline-row">
        <button
          type="button"
          className="outline-button"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            if (!open && (places === undefined || places.state === 'failed')) list();
          }}
        >
          <span className={open ? 'twisty open' : 'twisty'}>
            <Icon name="right" size={12} />
          </span>
          <span className="cut">{label}</span>
          <span className={places?.state === 'failed' ? 'figure critical-text' : 'figure'}>{figureOf(places, t)}</span>
        </button>
        <Button className="icon-button outline-action" aria-label={t('navigator.refresh-source', { source: label })} onPress={list}>
          <Icon name="refresh" size={14} />
        </Button>
      </div>
      {open && places !== undefined ? <PlaceEntries places={places} isCluster={source === 'k8s:'} /> : null}
    </li>
  );
}
