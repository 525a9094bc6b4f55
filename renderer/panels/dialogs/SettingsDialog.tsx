import { useCallback, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { LANGUAGES } from '../../../shared/base/message.ts';
import type { DoctorRow } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { showDialog, useSession, type Theme } from '../../state/session-store.ts';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { DialogFrame } from './DialogFrame.tsx';

const CHIP: Readonly<Record<DoctorRow['state'], string>> = { ok: 'chip ok', missing: 'chip warning', info: 'chip' };
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function Choices(): ReactNode {
  const { t, language } = useWords();
  const theme = useSession((session) => session.theme);
  return (
    <div className="settings-choices">
      <fieldset className="choice-group">
        <legend>{t('bar.language')}</legend>
        {LANGUAGES.map((code) => (
          <label key={code} className="tick">
            <input type="radio" name="language" checked={language === code} onChange={() => useSession.setState({ language: code })} />
            <span lang={code}>{new Intl.DisplayNames(code, { type: 'language' }).of(code)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choice-group">
        <legend>{t('bar.theme')}</legend>
        {THEMES.map((id) => (
          <label key={id} className="tick">
            <input type="radio" name="theme" checked={theme === id} onChange={() => useSession.setState({ theme: id })} />
            <span>{t(`bar.theme.${id}`)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** What the host has to work with. */
function HostFacts(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const load = useCallback(async () => {
    const [info, rows] = await Promise.all([host.call('host.info', {}), host.call('host.doctor', {})]);
    return { info, rows };
  }, [host]);
  const { value, error, reload } = useLoaded(load);
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  if (value === null) return null;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t('settings.version')}</dt>
          <dd>{value.info.version}</dd>
        </div>
        <div>
          <dt>{t('settings.cases-folder')}</dt>
          <dd className="code">{value.info.casesFolder}</dd>
        </div>
      </dl>
      <h3>{t('settings.doctor')}</h3>
      <table className="plain-table" aria-label={t('settings.doctor')}>
        <tbody>
          {value.rows.map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              <td className="wide-cell muted cut" title={row.detail}>
                {row.detail}
              </td>
              <td className="number">
                <span className={CHIP[row.state]}>{t(`settings.state.${row.state}`)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function SettingsDialog(): ReactNode {
  const { t } = useWords();
  const snapshot = useSnapshot();
  return (
    <DialogFrame
      title={snapshot === null ? t('settings.title') : t('rail.settings')}
      width={640}
      footer={
        <Button className="button" onPress={() => showDialog(null)}>
          {t('dialog.close')}
        </Button>
      }
    >
      <Choices />
      {snapshot === null ? <HostFacts /> : null}
    </DialogFrame>
  );
}
