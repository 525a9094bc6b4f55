import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { REQUESTS, type CaptureForm } from './capture-form.ts';

interface RequestChoicesProps {
  readonly form: CaptureForm;
  onChange(form: CaptureForm): void;
}

/** Where requests are asked for, while that kind is chosen. */
export function RequestChoices({ form, onChange }: RequestChoicesProps): ReactNode {
  const { t } = useWords();
  if (!form.kinds.includes(REQUESTS)) return null;
  const { requests } = form;
  const change = (part: Partial<CaptureForm['requests']>): void => onChange({ ...form, requests: { ...requests, ...part } });
  const field = (key: 'url' | 'user' | 'path'): ReactNode => (
    <label className="field">
      <span className="label">{t(`plan.requests.${key}`)}</span>
      <input type="text" spellCheck={false} autoComplete="off" value={requests[key]} onChange={({ target }) => change({ [key]: target.value })} />
    </label>
  );
  return (
    <fieldset className="choice-group">
      <legend>{t('plan.requests')}</legend>
      {(['tomcat', 'access-log'] as const).map((from) => (
        <label key={from} className="tick">
          <input type="radio" name="requests-from" checked={requests.from === from} onChange={() => change({ from })} />
          <span>{t(`plan.requests.${from}`)}</span>
        </label>
      ))}
      {requests.from === 'access-log' ? <div className="request-fields">{field('path')}</div> : (
        <div className="request-fields">
          {field('url')}
          {field('user')}
          <p className="muted small">{t('plan.requests.password')}</p>
        </div>
      )}
    </fieldset>
  );
}
