import { useState, type ReactNode } from 'react';
import { parseTargetUri } from '../../../shared/collect/target-uri.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { addTarget } from '../../state/target-actions.ts';
import { OneLineDialog } from './OneLineDialog.tsx';

const WAYS = ['self', 'sudo', 'su', 'runuser'] as const;
type Way = (typeof WAYS)[number];

/** Asks where a target is and as whom its commands run. */
export function AddTargetDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const [way, setWay] = useState<Way>('self');
  const [user, setUser] = useState('root');
  const withUser = (uri: string): string => (way === 'self' ? uri : `${uri}?${way}=${user.trim()}`);
  return (
    <OneLineDialog
      title={t('target.title')}
      label={t('target.uri')}
      placeholder="ssh://user@host:22"
      initial="ssh://"
      hint={t('target.hint')}
      action={t('target.add')}
      complaint={(uri) => (parseTargetUri(uri) === null ? t('target.bad') : parseTargetUri(withUser(uri)) === null ? t('target.bad-user') : null)}
      run={(uri) => addTarget(host, withUser(uri))}
    >
      <label className="field">
        <span className="label">{t('target.run-as')}</span>
        <select value={way} onChange={({ target }) => setWay(WAYS.find((one) => one === target.value) ?? 'self')}>
          {WAYS.map((one) => (
            <option key={one} value={one}>
              {t(`target.run-as.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {way === 'self' ? null : (
        <label className="field">
          <span className="label">{t('target.user')}</span>
          <input value={user} spellCheck={false} onChange={({ target }) => setUser(target.value)} />
        </label>
      )}
    </OneLineDialog>
  );
}
