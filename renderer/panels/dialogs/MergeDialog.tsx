import { useState, type ReactNode } from 'react';
import type { CaseId } from '../../../shared/base/ids.ts';
import type { CaseEntry, MergedCase } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { useCases } from '../../state/case-store.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { DialogFooter } from './DialogFooter.tsx';
import { DialogFrame } from './DialogFrame.tsx';
import './merging.css';

interface ChoiceProps {
  readonly others: readonly CaseEntry[];
  readonly chosen: CaseEntry | null;
  readonly onChoose: (id: CaseId) => void;
}

function Choice({ others, chosen, onChoose }: ChoiceProps): ReactNode {
  const words = useWords();
  const { t } = words;
  return (
    <fieldset className="merge-choice">
      <legend>{t('merge.which')}</legend>
      <div className="merge-scroll">
        {others.map((entry) => (
          <label key={entry.id} className="merge-case" title={entry.path}>
            <input type="radio" name="merge" checked={chosen?.id === entry.id} onChange={() => onChoose(entry.id)} />
            <span className="cut">{entry.name}</span>
            <span className="cut muted small">{[`${dateTime(entry.createdAt, words)} · ${t('home.case-facts', { captures: entry.captures, bytes: entry.bytes })}`, ...entry.tags].join(' · ')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface Outcome {
  readonly name: string;
  readonly merged: MergedCase;
}

function Told({ name, merged: { added, same, leftOut } }: Outcome): ReactNode {
  const { t } = useWords();
  const sentences = [t('merge.added', { count: added.length, name }), ...(same === 0 ? [] : [t('merge.same', { count: same })]), ...(leftOut.length === 0 ? [] : [t('merge.left-out', { count: leftOut.length })])];
  return (
    <p className="verify-sum" role="status">
      <SeverityGlyph severity={leftOut.length === 0 ? 'ok' : 'warning'} />
      {sentences.join(' ')}
    </p>
  );
}

/** Chooses a recent case and copies what it holds into the open one. */
export function MergeDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const entry = useCases((cases) => cases.view?.entry ?? null);
  const entries = useCases((cases) => cases.entries);
  const [chosenId, setChosenId] = useState<CaseId | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  if (entry === null) return null;
  const others = (entries ?? []).filter(({ id }) => id !== entry.id);
  const chosen = others.find(({ id }) => id === chosenId) ?? null;
  const merge = async ({ id, name }: CaseEntry): Promise<void> => {
    setBusy(true);
    setOutcome(null);
    const merged = await attempt(() => host.call('cases.merge', { caseId: entry.id, from: id }));
    if (merged !== null) setOutcome({ name, merged });
    setBusy(false);
  };
  return (
    <DialogFrame
      title={t('merge.title')}
      width={600}
      footer={<DialogFooter said={busy ? t('merge.running') : null} action={chosen === null ? t('merge.run') : t('merge.run-named', { name: chosen.name })} isDisabled={chosen === null} run={() => (busy || chosen === null ? undefined : void merge(chosen))} />}
    >
      <p className="muted small">{t('merge.about', { name: entry.name })}</p>
      {others.length === 0 ? <p>{t('merge.none')}</p> : <Choice others={others} chosen={chosen} onChoose={setChosenId} />}
      {outcome === null ? null : <Told {...outcome} />}
    </DialogFrame>
  );
}
