import { useCallback, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { VerifyRow } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useCases } from '../../state/case-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { DialogFrame } from './DialogFrame.tsx';

const CHIP: Readonly<Record<VerifyRow['state'], string>> = { intact: 'chip ok', changed: 'chip critical', damaged: 'chip critical', missing: 'chip critical', extra: 'chip critical', newer: 'chip critical', partial: 'chip warning' };

export function VerifyDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const path = useCases((cases) => cases.view?.entry.path ?? '');
  const load = useCallback(() => host.call('cases.verify', { path }), [host, path]);
  const { value: report, error, reload } = useLoaded(load);
  return (
    <DialogFrame
      title={t('verify.title')}
      width={640}
      footer={
        <Button className="button" autoFocus onPress={() => showDialog(null)}>
          {t('dialog.close')}
        </Button>
      }
    >
      {error === null ? null : <ErrorNotice error={error} onRetry={reload} />}
      <p className="verify-sum" role="status">
        {report === null ? (error === null ? t('verify.running') : null) : <SeverityGlyph severity={report.intact ? 'ok' : 'critical'} />}
        {report === null ? null : t(report.intact ? 'verify.intact' : 'verify.not-intact')}
      </p>
      {report === null ? null : (
        <table className="plain-table" aria-label={t('verify.title')}>
          <tbody>
            {report.rows.map((row) => (
              <tr key={`${row.capture}/${row.name}/${row.state}`}>
                <td className="wide-cell">
                  <span className="cut">{row.name}</span>
                  {row.detail === '' ? null : <div className="muted">{row.detail}</div>}
                </td>
                <td>
                  <span className={CHIP[row.state]}>{t(`verify.state.${row.state}`)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DialogFrame>
  );
}
