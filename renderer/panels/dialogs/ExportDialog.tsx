import { useState, type ReactNode } from 'react';
import { USUAL_CHOICES } from '../../../shared/evidence/redact/redaction-rule.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { useCases } from '../../state/case-store.ts';
import { saveFile } from '../../widgets/save-file.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { DialogFooter } from './DialogFooter.tsx';
import { DialogFrame } from './DialogFrame.tsx';

const MEDIA_TYPE = 'application/vnd.borescope.bundle+zip';

interface Handed {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The open case as one file, redacted unless the person chooses otherwise. */
export function ExportDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const caseId = useCases((cases) => cases.openId);
  const [isRedacted, setIsRedacted] = useState(true);
  const [busy, setBusy] = useState(false);
  const [handed, setHanded] = useState<Handed | null>(null);
  if (caseId === null) return null;
  const make = async (): Promise<void> => {
    setBusy(true);
    setHanded(null);
    const bundle = await attempt(() => host.call('bundle.ofCase', { caseId, redact: isRedacted ? [...USUAL_CHOICES] : undefined }));
    if (bundle !== null) {
      saveFile(bundle.fileName, MEDIA_TYPE, bundle.bytes);
      setHanded({ name: bundle.fileName, bytes: bundle.sizeBytes, sha256: bundle.sha256 });
    }
    setBusy(false);
  };
  return (
    <DialogFrame
      title={t('export.title')}
      width={600}
      footer={<DialogFooter said={busy ? t('export.making') : null} action={t('export.make')} run={() => (busy ? undefined : void make())} />}
    >
      <p className="muted small">{t('export.about')}</p>
      <label className="tick">
        <input type="checkbox" checked={isRedacted} onChange={() => setIsRedacted(!isRedacted)} />
        <span>{t('report.redact')}</span>
      </label>
      {isRedacted ? null : (
        <p className="verify-sum">
          <SeverityGlyph severity="warning" />
          {t('export.open')}
        </p>
      )}
      {handed === null ? null : <HandedOver {...handed} />}
    </DialogFrame>
  );
}

function HandedOver({ name, bytes, sha256 }: Handed): ReactNode {
  const { t } = useWords();
  return (
    <section className="section" role="status">
      <p className="verify-sum">
        <SeverityGlyph severity="ok" />
        {t('export.done', { name, bytes })}
      </p>
      <p className="muted small">{t('export.hash')}</p>
      <code className="hash">{sha256}</code>
    </section>
  );
}
