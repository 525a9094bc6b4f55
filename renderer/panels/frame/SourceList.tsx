import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { PlaceInfo } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive, type PlacesOfSource } from '../../state/live-store.ts';
import { addTarget, refreshSource } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';

const SOURCES = ['docker:', 'k8s:'] as const;

function factsOf({ state, restarts, cpuPercent, memoryBytes, node }: PlaceInfo, { t, language }: Words): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const facts = [
    state,
    restarts ? t('navigator.restarts', { count: restarts }) : null,
    cpuPercent === null ? null : `${number.format(cpuPercent)} %`,
    memoryBytes === null ? null : formatBytes(memoryBytes, language),
    node,
  ];
  return facts.filter(Boolean).join(' · ');
}

function PlaceEntry({ place }: { readonly place: PlaceInfo }): ReactNode {
  const words = useWords();
  const host = useHost();
  const { uri, name, image } = place;
  return (
    <li>
      <button
        type="button"
        className="jvm-entry"
        disabled={uri === null}
        title={image}
        aria-label={uri === null ? `${name}: ${place.state}` : words.t('navigator.use-place', { name })}
        onClick={() => {
          if (uri !== null) start(() => addTarget(host, uri));
        }}
      >
        <span className="cut">{name}</span>
        <span className="cut muted">{factsOf(place, words)}</span>
      </button>
    </li>
  );
}

function PlaceEntries({ places }: { readonly places: PlacesOfSource }): ReactNode {
  const { t, translate } = useWords();
  if (places.state === 'failed') return <p className="outline-note critical-text">{translate(places.error.message)}</p>;
  if (places.listing === null) return <p className="outline-note">{t('navigator.asking')}</p>;
  const { context, address, version, places: all } = places.listing;
  return (
    <>
      <p className="outline-note" title={address}>
        {t('navigator.source-facts', { context, version })}
      </p>
      {all.length === 0 ? <p className="outline-note">{t('navigator.no-places')}</p> : null}
      <ul>
        {all.map((place) => (
          <PlaceEntry key={place.name} place={place} />
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

function SourceEntry({ source }: { readonly source: (typeof SOURCES)[number] }): ReactNode {
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
          <span className="figure">{figureOf(places, t)}</span>
        </button>
        <Button className="icon-button outline-action" aria-label={t('navigator.refresh-source', { source: label })} onPress={list}>
          <Icon name="refresh" size={14} />
        </Button>
      </div>
      {open && places !== undefined ? <PlaceEntries places={places} /> : null}
    </li>
  );
}

/** Containers of the Docker engine and pods of the cluster that this computer is set up for; asked when unfolded. One that runs becomes a target. */
export function SourceList(): ReactNode {
  return (
    <ul>
      {SOURCES.map((source) => (
        <SourceEntry key={source} source={source} />
      ))}
    </ul>
  );
}
