import { useState, type ReactNode } from 'react';
import { ARTIFACT_KINDS } from '../../../shared/artifacts/registry.ts';
import { message } from '../../../shared/base/message.ts';
import { findJvms, jvmsOf } from '../../selectors/find-jvms.ts';
import { processName, uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useFindable } from '../../state/live-store.ts';
import type { ProcessChoice } from '../../state/session-store.ts';
import type { CaptureForm } from './capture-form.ts';
import { RequestChoices } from './RequestChoices.tsx';

interface ChoicesProps {
  readonly form: CaptureForm;
  onChange(form: CaptureForm): void;
}

const sameProcess = (a: ProcessChoice, b: ProcessChoice): boolean => a.target === b.target && a.pid === b.pid;

function Processes({ form, onChange }: ChoicesProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const live = useFindable();
  const [filter, setFilter] = useState('');
  const found = findJvms(live, filter).filter(({ jvms }) => jvms.length > 0);
  const shown = found.flatMap(({ uri, jvms }) => jvms.map(({ pid }) => ({ target: uri, pid })));
  const isTicked = (process: ProcessChoice): boolean => form.processes.some((other) => sameProcess(other, process));
  const tick = (some: readonly ProcessChoice[], yes: boolean): void => {
    const others = form.processes.filter((process) => !some.some((other) => sameProcess(other, process)));
    onChange({ ...form, processes: yes ? [...others, ...some] : others });
  };
  const knowsAny = Object.values(live.jvms).some((answer) => jvmsOf(answer).length > 0);
  return (
    <fieldset className="choice-group">
      <legend>{t('plan.processes')}</legend>
      {knowsAny ? null : <p className="muted small">{t('plan.no-target-jvms')}</p>}
      <div className="process-filter">
        <input type="search" aria-label={t('plan.filter')} placeholder={t('targets.find.hint')} value={filter} spellCheck={false} onChange={({ target }) => setFilter(target.value)} />
        <label className="tick">
          <input type="checkbox" disabled={shown.length === 0} checked={shown.length > 0 && shown.every(isTicked)} onChange={({ target }) => tick(shown, target.checked)} />
          <span>{t('plan.tick-shown')}</span>
        </label>
      </div>
      <div className="choice-scroll">
        {found.flatMap(({ uri, jvms }) =>
          jvms.map((jvm) => {
            const process = { target: uri, pid: jvm.pid };
            return (
              <label key={`${uri}/${jvm.pid}`} className="tick" title={jvm.commandLine ?? undefined}>
                <input type="checkbox" checked={isTicked(process)} onChange={({ target }) => tick([process], target.checked)} />
                <span className="cut">{processName(jvm, words)}</span>
                <span className="figure cut">{found.length > 1 ? `${uriLabel(uri, words)} · ${jvm.pid}` : jvm.pid}</span>
              </label>
            );
          }),
        )}
      </div>
    </fieldset>
  );
}

function Kinds({ form, onChange }: ChoicesProps): ReactNode {
  const { t, translate } = useWords();
  return (
    <fieldset className="choice-group">
      <legend>{t('plan.kinds')}</legend>
      {ARTIFACT_KINDS.filter(({ recipe }) => recipe !== null).map(({ id, title }) => (
        <label key={id} className="tick">
          <input
            type="checkbox"
            checked={form.kinds.includes(id)}
            onChange={({ target }) => onChange({ ...form, kinds: target.checked ? [...form.kinds, id] : form.kinds.filter((kind) => kind !== id) })}
          />
          <span>{translate(message(title))}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Rounds({ form, onChange }: ChoicesProps): ReactNode {
  const { t } = useWords();
  return (
    <div className="rounds">
      <label className="field">
        <span className="label">{t('plan.rounds')}</span>
        <input type="number" min={1} max={1000} value={form.rounds} onChange={({ target }) => onChange({ ...form, rounds: Math.max(1, Math.min(1000, Math.trunc(target.valueAsNumber) || 1)) })} />
      </label>
      <label className="field">
        <span className="label">{t('plan.interval')}</span>
        <input type="number" min={0} max={86_400} disabled={form.rounds === 1} value={form.intervalMs / 1000} onChange={({ target }) => onChange({ ...form, intervalMs: Math.max(0, Math.min(86_400, target.valueAsNumber || 0)) * 1000 })} />
      </label>
    </div>
  );
}

function Destination({ form, onChange, openCase }: ChoicesProps & { readonly openCase: string | null }): ReactNode {
  const { t } = useWords();
  if (openCase === null) return null;
  return (
    <fieldset className="choice-group">
      <legend>{t('plan.into')}</legend>
      {([true, false] as const).map((intoOpen) => (
        <label key={String(intoOpen)} className="tick">
          <input type="radio" name="destination" checked={form.intoOpen === intoOpen} onChange={() => onChange({ ...form, intoOpen })} />
          <span className="cut">{intoOpen ? t('plan.into-open', { name: openCase }) : t('plan.into-new')}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What to capture, from where, how often, and into which case. */
export function CaptureChoices(props: ChoicesProps & { readonly openCase: string | null }): ReactNode {
  return (
    <div className="choices">
      <Processes {...props} />
      <Kinds {...props} />
      <RequestChoices {...props} />
      <Rounds {...props} />
      <Destination {...props} />
    </div>
  );
}
