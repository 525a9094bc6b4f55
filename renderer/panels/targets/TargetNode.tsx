import { memo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { JvmProcess } from '../../../shared/collect/target.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive, type JvmsOfTarget } from '../../state/live-store.ts';
import { refreshJvms } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';
import { JvmEntries } from './JvmEntries.tsx';
import { TargetActions } from './TargetActions.tsx';

export interface TargetNodeProps {
  readonly uri: string;
  readonly label: string;
  readonly isFavourite: boolean;
  /** What its engine or cluster says of it; null where there is none. */
  readonly facts?: string | null;
  readonly startsOpen?: boolean;
  /** Only these, and unfolded: what was found. Absent: all, as it is folded. */
  readonly found?: readonly JvmProcess[];
}

function Entries({ uri, jvms, found }: { readonly uri: string; readonly jvms: JvmsOfTarget | undefined; readonly found: readonly JvmProcess[] | undefined }): ReactNode {
  const { t, translate } = useWords();
  if (jvms === undefined) return null;
  if (jvms.state === 'failed') {
    return (
      <div className="outline-note">
        <p className="critical-text long-reason" title={translate(jvms.error.message)}>
          {translate(jvms.error.message)}
        </p>
        {jvms.error.next === null ? null : <p>{translate(jvms.error.next)}</p>}
      </div>
    );
  }
  if (jvms.list === null) return <p className="outline-note">{t('navigator.listing')}</p>;
  return (
    <>
      {jvms.list.jvms.length === 0 ? <p className="outline-note">{t('navigator.no-jvms')}</p> : null}
      <JvmEntries target={uri} jvms={found ?? jvms.list.jvms} />
      {jvms.list.hidden === 0 ? null : <p className="outline-note">{t('navigator.hidden', { count: jvms.list.hidden })}</p>}
    </>
  );
}

function figureOf(jvms: JvmsOfTarget | undefined, t: Words['t']): string {
  if (jvms === undefined) return t('navigator.not-listed');
  if (jvms.state === 'failed') return t(jvms.error.message.key === 'error.no-shell' ? 'targets.no-shell' : 'navigator.unreachable');
  return jvms.list === null ? '…' : t('navigator.jvm-count', { count: jvms.list.jvms.length });
}

/** A target or container with its JVMs, which are asked for when it is unfolded. */
export const TargetNode = memo(function TargetNode({ uri, label, isFavourite, facts = null, startsOpen = false, found }: TargetNodeProps): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const jvms = useLive((live) => live.jvms[uri]);
  const [isUnfolded, setUnfolded] = useState(startsOpen);
  const open = found === undefined ? isUnfolded : found.length > 0 || isUnfolded;
  const list = (): void => start(() => refreshJvms(host, uri));
  return (
    <li>
      <div className="outline-row">
        <button
          type="button"
          className="outline-button"
          aria-expanded={open}
          onClick={() => {
            setUnfolded(!open);
            if (!open && (jvms === undefined || jvms.state === 'failed')) list();
          }}
        >
          <span className={open ? 'twisty open' : 'twisty'}>
            <Icon name="right" size={12} />
          </span>
          {isFavourite ? (
            <span className="favourite" role="img" aria-label={t('targets.favourite')}>
              <Icon name="star" size={12} />
            </span>
          ) : null}
          <span className="cut" title={uri}>
            {label}
          </span>
          <span className={jvms?.state === 'failed' ? 'figure critical-text' : 'figure'}>{figureOf(jvms, t)}</span>
        </button>
        <Button className="icon-button outline-action" aria-label={t('navigator.refresh', { target: label })} onPress={list}>
          <Icon name="refresh" size={14} />
        </Button>
      </div>
      {facts === null ? null : <p className="outline-note place-facts">{facts}</p>}
      {open ? (
        <>
          {found === undefined || jvms?.state === 'failed' ? <TargetActions uri={uri} isFavourite={isFavourite} /> : null}
          <Entries uri={uri} jvms={jvms} found={found} />
        </>
      ) : null}
    </li>
  );
});
