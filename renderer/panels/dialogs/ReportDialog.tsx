import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { LANGUAGES, type Language } from '../../../shared/base/message.ts';
import { USUAL_CHOICES } from '../../../shared/evidence/redact/redaction-rule.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { useCases } from '../../state/case-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { saveFile } from '../../widgets/save-file.ts';
import { DialogFrame } from './DialogFrame.tsx';

const FORMATS = ['html', 'markdown', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

export function ReportDialog(): ReactNode {
  const { t, language } = useWords();
  const host = useHost();
  const caseId = useCases((cases) => cases.openId);
  const [format, setFormat] = useState<Format>('html');
  const [inLanguage, setInLanguage] = useState<Language>(language);
  const [isRedacted, setIsRedacted] = useState(true);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (caseId === null) return null;
  const make = async (): Promise<void> => {
    setBusy(true);
    setSaid(t('report.making'));
    const report = await attempt(() => host.call('report.ofCase', { caseId, format, language: inLanguage, redact: isRedacted ? [...USUAL_CHOICES] : undefined }));
    if (report !== null) saveFile(report.fileName, report.mediaType, report.bytes);
    setSaid(report === null ? null : t('report.done', { name: report.fileName }));
    setBusy(false);
  };
  return (
    <DialogFrame
      title={t('report.title')}
      footer={
        <>
          <span className="muted small dialog-said" role="status">
            {said}
          </span>
          <Button className="button" onPress={() => showDialog(null)}>
            {t('dialog.close')}
          </Button>
          <Button className="button primary" onPress={() => (busy ? undefined : void make())}>
            {t('report.make')}
          </Button>
        </>
      }
    >
      <p className="muted small">{t('report.about')}</p>
      <fieldset className="choice-group">
        <legend>{t('report.format')}</legend>
        {FORMATS.map((one) => (
          <label key={one} className="tick">
            <input type="radio" name="format" checked={format === one} onChange={() => setFormat(one)} />
            <span>{t(`report.format.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <label className="tick">
        <input type="checkbox" checked={isRedacted} onChange={() => setIsRedacted(!isRedacted)} />
        <span>{t('report.redact')}</span>
      </label>
      <fieldset className="choice-group">
        <legend>{t('report.language')}</legend>
        {LANGUAGES.map((code) => (
          <label key={code} className="tick">
            <input type="radio" name="language" checked={inLanguage === code} onChange={() => setInLanguage(code)} />
            <span lang={code}>{new Intl.DisplayNames(code, { type: 'language' }).of(code)}</span>
          </label>
        ))}
      </fieldset>
    </DialogFrame>
  );
}
