import { useCallback, useState, type ReactNode } from 'react';
import { Button, Checkbox, CheckboxGroup, Dialog, DialogTrigger, Popover, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { kindById } from '../../shared/artifacts/registry.ts';
import type { ArtifactId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { TableWindow } from '../../shared/engine/table-query.ts';
import type { InputOf } from '../../shared/host-api/contract.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { useLoaded } from '../host/use-loaded.ts';
import { artifactLabel, artifactsOfKind } from '../selectors/artifact-names.ts';
import { placeTitle } from '../selectors/place-title.ts';
import { useWords } from '../selectors/use-words.ts';
import { placeKey, type Place } from '../state/place.ts';
import { Icon } from '../panels/Icon.tsx';
import { changedOnly } from './table-source-of.ts';
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
  readonly showsSame: boolean;
  onChoice(choice: Choice): void;
  /** null where no row of the view says whether it changed. */
  readonly onShowSame: ((show: boolean) => void) | null;
}

function ChoiceBar({ view, all, chosen, choice, showsSame, onChoice, onShowSame }: ChoiceBarProps): ReactNode {
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
      {onShowSame === null ? null : (
        <label className="tick">
          <input type="checkbox" checked={showsSame} onChange={({ target }) => onShowSame(target.checked)} />
          {t('series.unchanged')}
        </label>
      )}
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
  readonly showsSame: boolean;
  onShowSame(show: boolean): void;
}

/** How many rows there are and how many of them changed; null until known. */
function useCounts({ view, place, artifacts }: RowsProps): TableWindow | null {
  const host = useHost();
  const caseId = view.entry.id;
  const asked = JSON.stringify({ ref: { view: place.view, artifacts }, filters: changedOnly(place.kind, place.view) });
  const load = useCallback(() => {
    const { ref, filters } = JSON.parse(asked) as Pick<InputOf<'table.window'>, 'ref'> & { filters: InputOf<'table.window'>['query']['filters'] };
    return host.call('table.window', { caseId, ref, query: { sort: [], filters, search: '' }, from: 0, count: 0 });
  }, [host, caseId, asked]);
  return useLoaded(load).value;
}

function Rows(props: RowsProps): ReactNode {
  const { view, place, artifacts, showsSame, onShowSame } = props;
  const words = useWords();
  const counts = useCounts(props);
  if (!showsSame && counts !== null && counts.matched === 0) {
    return (
      <div className="empty-state">
        <p>{words.t('series.nothing', { total: counts.total })}</p>
        <Button className="button" onPress={() => onShowSame(true)}>
          {words.t('series.unchanged')}
        </Button>
      </div>
    );
  }
  return <ViewTable caseView={view} tabKey={placeKey(place)} view={place.view} artifacts={artifacts} label={placeTitle(view, place, words)} search="" filters={showsSame ? [] : changedOnly(place.kind, place.view)} />;
}

/** Changes between captures of one kind: the first against the last unless chosen otherwise, or the view is one of all. */
export function SeriesPanel({ view, place }: SeriesPanelProps): ReactNode {
  const { t } = useWords();
  const showsAll = kindById(place.kind)?.series.find(({ id }) => id === place.view)?.everyCapture === true;
  const [choice, setChoice] = useState<Choice>({ type: showsAll ? 'all' : 'ends' });
  const [showsSame, setShowsSame] = useState(false);
  const all = artifactsOfKind(view, place.kind);
  const chosen = chosenArtifacts(all, choice);
  return (
    <div className="panel table-panel">
      <ChoiceBar view={view} all={all} chosen={chosen} choice={choice} showsSame={showsSame} onChoice={setChoice} onShowSame={changedOnly(place.kind, place.view).length === 0 ? null : setShowsSame} />
      {chosen.length < 2 ? (
        <p className="empty-state">{t('series.too-few')}</p>
      ) : (
        <Rows view={view} place={place} artifacts={chosen.map(({ id }) => id)} showsSame={showsSame} onShowSame={setShowsSame} />
      )}
    </div>
  );
}
