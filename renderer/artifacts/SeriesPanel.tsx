import { useState, type ReactNode } from 'react';
import { Button, Checkbox, CheckboxGroup, Dialog, DialogTrigger, Popover, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { ArtifactId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { artifactLabel, artifactsOfKind } from '../selectors/artifact-names.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import { placeKey, type Place } from '../state/place.ts';
import { Icon } from '../panels/Icon.tsx';
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
}

function ChoiceBar({ view, all, chosen, choice, onChoice }: ChoiceBarProps): ReactNode {
  const { t } = useWords();
  return (
    <div className="choice-bar">
      <span className="muted">{t('series.captures')}</span>
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
    </div>
  );
}

export interface SeriesPanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'series' }>;
}

/** Changes between captures of one kind: the first against the last unless chosen otherwise. */
export function SeriesPanel({ view, place }: SeriesPanelProps): ReactNode {
  const words = useWords();
  const [choice, setChoice] = useState<Choice>({ type: 'ends' });
  const all = artifactsOfKind(view, place.kind);
  const chosen = chosenArtifacts(all, choice);
  return (
    <div className="panel table-panel">
      <ChoiceBar view={view} all={all} chosen={chosen} choice={choice} onChoice={setChoice} />
      {chosen.length < 2 ? (
        <p className="empty-state">{words.t('series.too-few')}</p>
      ) : (
        <ViewTable caseView={view} tabKey={placeKey(place)} view={place.view} artifacts={chosen.map(({ id }) => id)} label={placeTitle(view, place, words)} search="" />
      )}
    </div>
  );
}
