import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { clockTime } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { refreshCases, showCase } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { DialogFooter } from './DialogFooter.tsx';
import { DialogFrame } from './DialogFrame.tsx';
import './merging.css';

type Chosen = ReadonlySet<CaptureId>;

interface ChoiceProps {
  readonly view: CaseView;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

function Choice({ view: { captures }, chosen, onChange }: ChoiceProps): ReactNode {
  const { t, language } = useWords();
  const tick = (id: CaptureId, on: boolean): void => onChange(new Set(captures.map((capture) => capture.id).filter((one) => (one === id ? on : chosen.has(one)))));
  return (
    <fieldset className="merge-choice">
      <legend>{t('split.captures', { chosen: chosen.size, count: captures.length })}</legend>
      <div className="button-row">
        <Button className="button" onPress={() => onChange(new Set(captures.map(({ id }) => id)))}>
          {t('split.all')}
        </Button>
        <Button className="button" onPress={() => onChange(new Set())}>
          {t('split.none')}
        </Button>
      </div>
      <div className="merge-scroll">
        {captures.map(({ id, name, startedAt, stdout }) => (
          <label key={id} className="tick">
            <input type="checkbox" checked={chosen.has(id)} onChange={({ target }) => tick(id, target.checked)} />
            <span className="cut" title={name}>
              {name}
            </span>
            <span className="muted split-facts">{`${clockTime(startedAt)} · ${formatBytes(stdout.bytes, language)}`}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Copies some captures of the open case into a new one and goes there. */
export function SplitDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const view = useCases((cases) => cases.view);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Chosen>(new Set());
  const [remove, setRemove] = useState(false);
  const [busy, setBusy] = useState(false);
  if (view === null) return null;
  const split = async (): Promise<void> => {
    setBusy(true);
    const entry = await attempt(() => host.call('cases.split', { caseId: view.entry.id, captures: Array.from(chosen), name: name.trim(), remove }));
    setBusy(false);
    if (entry === null) return;
    showDialog(null);
    await refreshCases(host);
    await showCase(host, entry.id);
  };
  return (
    <DialogFrame
      title={t('split.title')}
      width={600}
      footer={<DialogFooter said={busy ? t('split.running') : null} leave="cancel" action={chosen.size === 0 ? t('split.run-none') : t('split.run', { count: chosen.size })} isDisabled={chosen.size === 0 || name.trim() === ''} run={() => (busy ? undefined : void attempt(split))} />}
    >
      <label className="field">
        <span className="label">{t('split.name')}</span>
        <input autoFocus value={name} spellCheck={false} onChange={({ target }) => setName(target.value)} />
      </label>
      <Choice view={view} chosen={chosen} onChange={setChosen} />
      <p className="muted small">{t('split.about')}</p>
      <label className="tick">
        <input type="checkbox" checked={remove} onChange={() => setRemove(!remove)} />
        <span>{t('split.remove')}</span>
      </label>
      {remove ? (
        <p className="verify-sum">
          <SeverityGlyph severity="warning" />
          {t('split.removes')}
        </p>
      ) : null}
    </DialogFrame>
  );
}
