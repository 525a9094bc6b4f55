import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { JvmProcess } from '../../../shared/collect/target.ts';
import { formatDuration } from '../../../shared/base/format-quantity.ts';
import type { TargetInfo } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { processName, targetLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive, type JvmsOfTarget } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { refreshJvms } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';
import { SourceList } from './SourceList.tsx';

function JvmEntry({ target, jvm }: { readonly target: string; readonly jvm: JvmProcess }): ReactNode {
  const words = useWords();
  const name = processName(jvm, words);
  const facts = [String(jvm.pid), jvm.user, jvm.uptimeMs === null ? null : formatDuration(jvm.uptimeMs, words.language)].filter((fact) => fact !== null);
  return (
    <li>
      <button
        type="button"
        className="jvm-entry"
        title={jvm.commandLine ?? jvm.mainClass ?? undefined}
        aria-label={words.t('home.capture-from', { name, pid: jvm.pid })}
        onClick={() => showDialog({ type: 'capture', preselect: [{ target, pid: jvm.pid }] })}
      >
        <span className="cut">{name}</span>
        <span className="cut muted">{facts.join(' · ')}</span>
      </button>
    </li>
  );
}

function JvmEntries({ target, jvms }: { readonly target: string; readonly jvms: JvmsOfTarget }): ReactNode {
  const { t, translate } = useWords();
  if (jvms.state === 'failed') return <p className="outline-note critical-text">{translate(jvms.error.message)}</p>;
  if (jvms.list === null) return <p className="outline-note">{t('navigator.listing')}</p>;
  return (
    <>
      {jvms.list.jvms.length === 0 ? <p className="outline-note">{t('navigator.no-jvms')}</p> : null}
      <ul>
        {jvms.list.jvms.map((jvm) => (
          <JvmEntry key={jvm.pid} target={target} jvm={jvm} />
        ))}
      </ul>
      {jvms.list.hidden === 0 ? null : <p className="outline-note">{t('navigator.hidden', { count: jvms.list.hidden })}</p>}
    </>
  );
}

function figureOf(jvms: JvmsOfTarget | undefined, t: ReturnType<typeof useWords>['t']): string {
  if (jvms === undefined) return t('navigator.not-listed');
  if (jvms.state === 'failed') return t('navigator.unreachable');
  return jvms.list === null ? '…' : t('navigator.jvm-count', { count: jvms.list.jvms.length });
}

function TargetEntry({ target }: { readonly target: TargetInfo }): ReactNode {
  const words = useWords();
  const { t } = words;
  const label = targetLabel(target, words);
  const host = useHost();
  const jvms = useLive((live) => live.jvms[target.uri]);
  const [open, setOpen] = useState(target.kind === 'local');
  const list = (): void => start(() => refreshJvms(host, target.uri));
  return (
    <li>
      <div className="outline-row">
        <button
          type="button"
          className="outline-button"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            if (!open && (jvms === undefined || jvms.state === 'failed')) list();
          }}
        >
          <span className={open ? 'twisty open' : 'twisty'}>
            <Icon name="right" size={12} />
          </span>
          <span className="cut" title={target.uri}>
            {label}
          </span>
          <span className="figure">{figureOf(jvms, t)}</span>
        </button>
        <Button className="icon-button outline-action" aria-label={t('navigator.refresh', { target: label })} onPress={list}>
          <Icon name="refresh" size={14} />
        </Button>
      </div>
      {open && jvms !== undefined ? <JvmEntries target={target.uri} jvms={jvms} /> : null}
    </li>
  );
}

/** Every target with its JVMs; a JVM opens the capture dialog. */
export function TargetList(): ReactNode {
  const { t } = useWords();
  const targets = useLive((live) => live.targets);
  return (
    <section aria-label={t('navigator.targets')}>
      <div className="navigator-head">
        <h2>{t('navigator.targets')}</h2>
        <Button className="icon-button" aria-label={t('navigator.add-target')} onPress={() => showDialog({ type: 'add-target' })}>
          <Icon name="plus" size={14} />
        </Button>
      </div>
      {targets === null ? <p className="outline-note">{t('loading')}</p> : null}
      <ul>
        {targets?.map((target) => (
          <TargetEntry key={target.uri} target={target} />
        ))}
      </ul>
      <SourceList />
    </section>
  );
}
