import { useCallback, useState, type ReactNode } from 'react';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { useCases } from '../../state/case-store.ts';
import { saveFile } from '../../widgets/save-file.ts';
import { DialogFooter } from '../dialogs/DialogFooter.tsx';
import { DialogFrame } from '../dialogs/DialogFrame.tsx';
import { RedactionChoices } from './RedactionChoices.tsx';
import { ReportChoices } from './ReportChoices.tsx';
import { estimateRequest, firstForm, reportRequest, type ReportForm } from './report-form.ts';
import '../capture/capture.css';
import './report.css';

/** How large the file will be, as long as nothing else was said. */
function Size({ view, form }: { readonly view: CaseView; readonly form: ReportForm }): ReactNode {
  const { t, language } = useWords();
  const host = useHost();
  const asked = JSON.stringify(form.captures.length === 0 ? null : estimateRequest(view, form));
  const load = useCallback(async () => {
    const request = JSON.parse(asked) as ReturnType<typeof estimateRequest> | null;
    return request === null ? { bytes: null } : host.call('report.estimate', request);
  }, [host, asked]);
  const { value, loading } = useLoaded(load);
  if (form.captures.length === 0) return t('report.no-captures');
  if (loading || value === null) return t('report.size.running');
  return value.bytes === null ? t('report.size.unknown') : t('report.size', { size: formatBytes(value.bytes, language) });
}

function OpenReportDialog({ view }: { readonly view: CaseView }): ReactNode {
  const { t, language } = useWords();
  const host = useHost();
  const [form, setForm] = useState(() => firstForm(language, view.captures.map(({ id }) => id)));
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (changed: ReportForm): void => {
    setForm(changed);
    setSaid(null);
  };
  const make = async (): Promise<void> => {
    setBusy(true);
    setSaid(t('report.making'));
    const report = await attempt(() => host.call('report.ofCase', reportRequest(view, form)));
    if (report !== null) saveFile(report.fileName, report.mediaType, report.bytes);
    setSaid(report === null ? null : t('report.done', { name: report.fileName }));
    setBusy(false);
  };
  return (
    <DialogFrame
      title={t('report.title')}
      width={960}
      footer={<DialogFooter said={said ?? <Size view={view} form={form} />} action={t('report.make')} isDisabled={form.captures.length === 0} run={() => (busy ? undefined : void make())} />}
    >
      <p className="muted small">{t('report.about')}</p>
      <div className="report-columns">
        <ReportChoices view={view} form={form} onChange={change} />
        <RedactionChoices view={view} form={form} onChange={change} />
      </div>
    </DialogFrame>
  );
}

/** Format, contents and redaction of a report, with a look at what will be replaced. */
export function ReportDialog(): ReactNode {
  const view = useCases((cases) => cases.view);
  return view === null ? null : <OpenReportDialog view={view} />;
}
