import type { ReactNode } from 'react';
import { REDACT_CHOICES } from '../../../shared/evidence/redact/redaction-rule.ts';
import { useWords } from '../../selectors/use-words.ts';
import { RedactionPreview } from './RedactionPreview.tsx';
import type { ReportChoicesProps } from './report-form.ts';

/** What is replaced before the report leaves, and how that looks. */
export function RedactionChoices({ view, form, onChange }: ReportChoicesProps): ReactNode {
  const { t } = useWords();
  return (
    <section className="redaction" aria-label={t('report.redaction')}>
      <h3>{t('report.redaction')}</h3>
      <label className="tick">
        <input type="checkbox" checked={form.isRedacted} onChange={() => onChange({ ...form, isRedacted: !form.isRedacted })} />
        <span>{t('report.redact')}</span>
      </label>
      {form.isRedacted ? (
        <>
          <fieldset className="choice-group choice-row redaction-what">
            <legend className="visually-hidden">{t('report.redact.also')}</legend>
            {REDACT_CHOICES.map((choice) => (
              <label key={choice} className="tick">
                <input
                  type="checkbox"
                  checked={form.redact.includes(choice)}
                  onChange={({ target }) => onChange({ ...form, redact: REDACT_CHOICES.filter((one) => (one === choice ? target.checked : form.redact.includes(one))) })}
                />
                <span>{t(`report.redact.${choice}`)}</span>
              </label>
            ))}
          </fieldset>
          <RedactionPreview view={view} captures={form.captures} redact={form.redact} />
          <p className="muted small">{t('report.redact.names')}</p>
        </>
      ) : (
        <p className="warning-text small">{t('report.not-redacted')}</p>
      )}
    </section>
  );
}
