import { memo, type ReactNode } from 'react';
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
import { forgetTarget, refreshJvms } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';

function JvmRow({ target, jvm }: { readonly target: string; readonly jvm: JvmProcess }): ReactNode {
  const words = useWords();
  const name = processName(jvm, words);
  return (
    <tr>
      <td className="number">{jvm.pid}</td>
      <td className="cut wide-cell" title={jvm.commandLine ?? undefined}>
        {jvm.mainClass ?? name}
      </td>
      <td>{jvm.user}</td>
      <td className="number">{jvm.uptimeMs === null ? null : formatDuration(jvm.uptimeMs, words.language)}</td>
      <td className="number">
        <Button className="button" aria-label={words.t('home.capture-from', { name, pid: jvm.pid })} onPress={() => showDialog({ type: 'capture', preselect: [{ target, pid: jvm.pid }] })}>
          {words.t('home.capture')}
        </Button>
      </td>
    </tr>
  );
}

function JvmTable({ target, jvms }: { readonly target: TargetInfo; readonly jvms: JvmsOfTarget }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  if (jvms.state === 'failed') return <ErrorNotice error={jvms.error} onRetry={() => start(() => refreshJvms(host, target.uri))} />;
  if (jvms.list === null) return <p className="muted small">{t('navigator.listing')}</p>;
  if (jvms.list.jvms.length === 0) return <p className="muted small">{t('navigator.no-jvms')}</p>;
  return (
    <table className="plain-table" aria-label={targetLabel(target, words)}>
      <thead>
        <tr>
          <th className="number">{t('home.pid')}</th>
          <th>{t('home.main-class')}</th>
          <th>{t('home.user')}</th>
          <th className="number">{t('home.uptime')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {jvms.list.jvms.map((jvm) => (
          <JvmRow key={jvm.pid} target={target.uri} jvm={jvm} />
        ))}
      </tbody>
    </table>
  );
}

const TargetBlock = memo(function TargetBlock({ target }: { readonly target: TargetInfo }): ReactNode {
  const words = useWords();
  const { t } = words;
  const label = targetLabel(target, words);
  const host = useHost();
  const jvms = useLive((live) => live.jvms[target.uri]);
  const list = jvms !== undefined && jvms.state !== 'failed' ? jvms.list : null;
  return (
    <li className="target-block">
      <div className="target-head">
        <h3 title={target.uri}>{label}</h3>
        <span className="muted small">{list === null ? null : t('navigator.jvm-count', { count: list.jvms.length })}</span>
        <span className="target-actions">
          {jvms === undefined ? (
            <Button className="button" onPress={() => start(() => refreshJvms(host, target.uri))}>
              {t('home.list-jvms')}
            </Button>
          ) : (
            <Button className="icon-button" aria-label={t('navigator.refresh', { target: label })} onPress={() => start(() => refreshJvms(host, target.uri))}>
              <Icon name="refresh" size={14} />
            </Button>
          )}
          {target.remembered && target.uri !== 'local:' ? (
            <Button className="icon-button" aria-label={t('home.forget-target', { target: label })} onPress={() => start(() => forgetTarget(host, target.uri))}>
              <Icon name="close" size={14} />
            </Button>
          ) : null}
        </span>
      </div>
      {jvms === undefined ? null : <JvmTable target={target} jvms={jvms} />}
      {list === null || list.hidden === 0 ? null : <p className="muted small">{t('navigator.hidden', { count: list.hidden })}</p>}
    </li>
  );
});

export function HomeTargets(): ReactNode {
  const { t } = useWords();
  const targets = useLive((live) => live.targets);
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('home.targets')}</h2>
        <Button className="button" onPress={() => showDialog({ type: 'add-target' })}>
          {t('home.add-target')}
        </Button>
      </div>
      {targets === null ? <p className="muted small">{t('loading')}</p> : null}
      <ul className="target-blocks">
        {targets?.map((target) => (
          <TargetBlock key={target.uri} target={target} />
        ))}
      </ul>
    </section>
  );
}
