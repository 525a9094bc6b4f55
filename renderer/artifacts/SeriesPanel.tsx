import { useState, type ReactNode } from 'react';
import { Button, Checkbox, CheckboxGroup, Dialog, DialogTrigger, Popover, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { kindById } from '../../shared/artifacts/registry.ts';
import type { ArtifactId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { artifactLabel, artifactsOfKind } from '../selectors/artifact-names.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import { placeKey, type Place } from '../state/place.ts';
import { Icon } from '../panels/Icon.tsx';
import { ChangeFilter, UNCHANGED } from './ChangeFilter.tsx';
import { useChangeCounts, type ChangeCounts } from './use-change-counts.ts';
import { ViewTable } from './ViewTable.tsx';
import './artifacts.css';

/** Which captures are compared. `chosen` stays as picked while more captures arrive. */
type Choice = { readonly type: 'ends' } | { readonly type: 'all' } | { readonly type: 'chosen'; readonly ids: readonly ArtifactId[] };

function chosenArtifacts(all: readonly ArtifactSummary[], choice: Choice): readonly ArtifactSummary[] {
  switch (choice.type) {
    case 'ends':
      return all.filter((_, i) => i === 0 || i === all.length - 1);
    case 'all':
      return all;
    case 'chosen':
      return all.filter(({ id }) => choice.ids.includes(id));
  }
}

interface ChoiceBarProps {
  readonly view: CaseView;
  readonly all: readonly ArtifactSummary[];
  readonly chosen: readonly ArtifactSummary[];
  readonly choice: Choice;
  onChoice(choice: Choice): void;
  /** Which changes are shown. */
  readonly filter: ReactNode;
}

function ChoiceBar({ view, all, chosen, choice, onChoice, filter }: ChoiceBarProps): ReactNode {
  const { t } = useWords();
  return (
    <div className="choice-bar">
      <ToggleButtonGroup className="language-switch" aria-label={t('series.captures')} selectionMode="single" selectedKeys={[choice.type]} onSelectionChange={(keys) => {
        const [type] = keys;
        if (type === 'ends' || type === 'all') onChoice({ type });
      }}>
        <ToggleButton id="ends" className="language-button">
          {t('series.ends')}
        </ToggleButton>
        <ToggleButton id="all" className="language-button">
          {t('series.all', { count: all.length })}
        </ToggleButton>
      </ToggleButtonGroup>
      <DialogTrigger>
        <Button className="button quiet">
          {t('series.choose')}
          <Icon name="chevron" size={14} />
        </Button>
        <Popover className="floating" placement="bottom start">
          <Dialog className="menu" aria-label={t('series.captures')}>
            <CheckboxGroup aria-label={t('series.captures')} value={chosen.map(({ id }) => id)} onChange={(ids) => onChoice({ type: 'chosen', ids: ids as ArtifactId[] })}>
              {all.map((artifact) => (
                <Checkbox key={artifact.id} value={artifact.id} className="menu-item check">
                  {artifactLabel(view, artifact)}
                </Checkbox>
              ))}
            </CheckboxGroup>
          </Dialog>
        </Popover>
      </DialogTrigger>
      <span className="cut muted">{chosen.map((artifact) => artifactLabel(view, artifact)).join(' → ')}</span>
      {filter}
    </div>
  );
}

export interface SeriesPanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'series' }>;
}

interface RowsProps {
  readonly view: CaseView;
  readonly place: SeriesPanelProps['place'];
  readonly artifacts: readonly ArtifactId[];
  readonly changes: ChangeCounts | null;
  readonly hidden: ReadonlySet<string>;
  onShowAll(): void;
}

function Rows({ view, place, artifacts, changes, hidden, onShowAll }: RowsProps): ReactNode {
  const words = useWords();
  const total = changes?.counts.reduce((sum, { count }) => sum + count, 0) ?? 0;
  if (changes !== null && changes.counts.length > 0 && changes.counts.every(({ value }) => value !== null && hidden.has(value))) {
    return (
      <div className="empty-state">
        <p>{words.t('series.nothing', { total })}</p>
        <Button className="button" onPress={onShowAll}>
          {words.t('series.unchanged')}
        </Button>
      </div>
    );
  }
  const filters = changes === null || hidden.size === 0 ? [] : [{ column: changes.column, op: 'not-in', values: [...hidden] } as const];
  return <ViewTable caseView={view} tabKey={placeKey(place)} view={place.view} artifacts={artifacts} label={placeTitle(view, place, words)} filters={filters} />;
}

/** Changes between captures of one kind: the first against the last unless chosen otherwise, or the view is one of all. */
export function SeriesPanel({ view, place }: SeriesPanelProps): ReactNode {
  const { t } = useWords();
  const showsAll = kindById(place.kind)?.series.find(({ id }) => id === place.view)?.everyCapture === true;
  const [choice, setChoice] = useState<Choice>({ type: showsAll ? 'all' : 'ends' });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(UNCHANGED);
  const all = artifactsOfKind(view, place.kind);
  const chosen = chosenArtifacts(all, choice);
  const artifacts = chosen.map(({ id }) => id);
  const changes = useChangeCounts(view.entry.id, place.kind, place.view, artifacts);
  return (
    <div className="panel table-panel">
      <ChoiceBar view={view} all={all} chosen={chosen} choice={choice} onChoice={setChoice} filter={changes === null ? null : <ChangeFilter counts={changes.counts} hidden={hidden} onHidden={setHidden} />} />
      {chosen.length < 2 ? (
        <p className="empty-state">{t('series.too-few')}</p>
      ) : (
        <Rows view={view} place={place} artifacts={artifacts} changes={changes} hidden={hidden} onShowAll={() => setHidden(new Set())} />
      )}
    </div>
  );
}
