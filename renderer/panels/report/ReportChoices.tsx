import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import { LANGUAGES } from '../../../shared/base/message.ts';
import { REPORT_ROWS } from '../../../shared/report/report-input.ts';
import { clockTime } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { TableChoices } from './TableChoices.tsx';
import { hasRowChoice, REPORT_FORMATS, type ReportChoicesProps } from './report-form.ts';

function Formats({ form, onChange }: ReportChoicesProps): ReactNode {
  const { t } = useWords();
  return (
    <fieldset className="choice-group">
      <legend>{t('report.format')}</legend>
      {REPORT_FORMATS.map((format) => (
        <label key={format} className="tick">
          <input type="radio" name="format" checked={form.format === format} onChange={() => onChange({ ...form, format })} />
          <span>{t(`report.format.${format}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Captures({ view, form, onChange }: ReportChoicesProps): ReactNode {
  const { t, language } = useWords();
  const all = view.captures.map(({ id }) => id);
  return (
    <fieldset className="choice-group">
      <legend>{t('report.captures', { chosen: form.captures.length, count: all.length })}</legend>
      <div className="choice-scroll">
        {view.captures.map(({ id, name, startedAt, stdout }) => (
          <label key={id} className="tick">
            <input
              type="checkbox"
              checked={form.captures.includes(id)}
              onChange={({ target }) => onChange({ ...form, captures: all.filter((one) => (one === id ? target.checked : form.captures.includes(one))) })}
            />
            <span className="cut" title={name}>
              {name}
            </span>
            <span className="figure">{`${clockTime(startedAt)} · ${formatBytes(stdout.bytes, language)}`}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Rows({ form, onChange }: ReportChoicesProps): ReactNode {
  const { t } = useWords();
  return (
    <fieldset className="choice-group choice-row">
      <legend>{t('report.rows')}</legend>
      {hasRowChoice(form.format) ? (
        [false, true].map((allRows) => (
          <label key={String(allRows)} className="tick">
            <input type="radio" name="rows" checked={form.allRows === allRows} onChange={() => onChange({ ...form, allRows })} />
            <span>{allRows ? t('report.rows.all') : t('report.rows.first', { count: REPORT_ROWS })}</span>
          </label>
        ))
      ) : (
        <p className="muted small">{t('report.rows.always-all')}</p>
      )}
    </fieldset>
  );
}

function Languages({ form, onChange }: ReportChoicesProps): ReactNode {
  const { t } = useWords();
  return (
    <fieldset className="choice-group choice-row">
      <legend>{t('report.language')}</legend>
      {LANGUAGES.map((code) => (
        <label key={code} className="tick">
          <input type="radio" name="language" checked={form.language === code} onChange={() => onChange({ ...form, language: code })} />
          <span lang={code}>{new Intl.DisplayNames(code, { type: 'language' }).of(code)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Format, and what goes in. */
export function ReportChoices(props: ReportChoicesProps): ReactNode {
  return (
    <div className="choices">
      <Formats {...props} />
      <Languages {...props} />
      <Rows {...props} />
      <Captures {...props} />
      <TableChoices {...props} />
    </div>
  );
}
