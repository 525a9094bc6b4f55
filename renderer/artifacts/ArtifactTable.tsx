import type { ReactNode } from 'react';
import type { CaseView } from '../../shared/host-api/views.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import { placeKey, type Place } from '../state/place.ts';
import { ViewTable } from './ViewTable.tsx';

export interface ArtifactTableProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'table' }>;
}

export function ArtifactTable({ view, place }: ArtifactTableProps): ReactNode {
  const words = useWords();
  return (
    <div className="panel table-panel">
      <ViewTable key={JSON.stringify([place.search, place.filters, place.only])} caseView={view} tabKey={placeKey(place)} view={place.view} artifacts={[place.artifact]} label={placeTitle(view, place, words)} start={{ search: place.search, filters: place.filters ?? [], only: place.only }} />
    </div>
  );
}
