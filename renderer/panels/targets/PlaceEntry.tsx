import { useState, type ReactNode } from 'react';
import { formatBytes, formatDuration } from '../../../shared/base/format-quantity.ts';
import type { PlaceInfo } from '../../../shared/host-api/views.ts';
import type { PlaceGroup } from '../../selectors/group-places.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { useLive } from '../../state/live-store.ts';
import { TargetNode } from './TargetNode.tsx';

function factsOf({ state, restarts, createdAt, cpuPercent, memoryBytes, node }: PlaceInfo, now: number, { t, language }: Words): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const facts = [
    state,
    restarts ? t('navigator.restarts', { count: restarts }) : null,
    // An engine says it in its state.
    createdAt === null || node === null ? null : formatDuration(Math.max(0, now - Date.parse(createdAt)), language),
    cpuPercent === null ? null : `${number.format(cpuPercent)} %`,
    memoryBytes === null ? null : formatBytes(memoryBytes, language),
    node,
  ];
  return facts.filter(Boolean).join(' · ');
}

function PlaceEntry({ place, label, now }: { readonly place: PlaceInfo; readonly label: string; readonly now: number }): ReactNode {
  const words = useWords();
  const isFavourite = useLive(({ targets }) => targets?.find(({ uri }) => uri === place.uri)?.favourite ?? false);
  const facts = factsOf(place, now, words);
  if (place.uri !== null) return <TargetNode uri={place.uri} label={label} isFavourite={isFavourite} facts={facts} />;
  return (
    <li className="stopped-place">
      <p className="cut">{label}</p>
      <p className="outline-note place-facts">{facts}</p>
    </li>
  );
}

/** A container, or a pod with its containers. */
export function PlaceGroupEntry({ group: { name, places } }: { readonly group: PlaceGroup }): ReactNode {
  const { t } = useWords();
  const [now] = useState(() => Date.now());
  const [only] = places;
  if (places.length === 1 && only !== undefined) return <PlaceEntry place={only} label={name} now={now} />;
  return (
    <li>
      <p className="pod-name">
        <span className="cut" title={name}>
          {name}
        </span>
        <span className="figure">{t('targets.containers', { count: places.length })}</span>
      </p>
      <ul className="containers">
        {places.map((place) => (
          <PlaceEntry key={place.name} place={place} label={place.name.slice(name.length + 1)} now={now} />
        ))}
      </ul>
    </li>
  );
}
