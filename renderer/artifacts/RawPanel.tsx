import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import type { Place } from '../state/place.ts';
import { RepairNote } from './RepairNote.tsx';
import './artifacts.css';

// The editor is the heaviest part of the window; it loads when the first raw text is looked at.
const RawText = lazy(async () => ({ default: (await import('../widgets/RawText/RawText.tsx')).RawText }));

export interface RawPanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'raw' }>;
}

/** The capture as it arrived, with the asked line revealed. */
export function RawPanel({ view, place }: RawPanelProps): ReactNode {
  const host = useHost();
  const words = useWords();
  const caseId = view.entry.id;
  const { capture: captureId } = place;
  const total = view.readings.find(({ capture }) => capture === captureId)?.lines ?? null;
  const source = useMemo(
    () => ({ total: total ?? 0, lines: (from: number, count: number) => host.call('raw.lines', { caseId, captureId, from, count }) }),
    [host, caseId, captureId, total],
  );
  if (total === null) return <p className="inspector-empty muted">{words.t('loading')}</p>;
  return (
    <div className="panel table-panel">
      <RepairNote view={view} capture={captureId} />
      <Suspense fallback={<p className="inspector-empty muted">{words.t('loading')}</p>}>
        <RawText source={source} line={place.line} label={placeTitle(view, place, words)} translate={words.translate} />
      </Suspense>
    </div>
  );
}
