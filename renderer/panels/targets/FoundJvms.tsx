import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useHost } from '../../host/host-context.ts';
import { askedSoFar, findJvms } from '../../selectors/find-jvms.ts';
import { targetLabel } from '../../selectors/target-label.ts';
import type { ShellKey } from '../../messages.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useFindable } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { askAll, SOURCES } from '../../state/target-actions.ts';
import { TargetNode } from './TargetNode.tsx';

const NAMED = 3;

const SOURCE_NAMES: Readonly<Record<string, ShellKey>> = { 'docker:': 'navigator.docker', 'k8s:': 'navigator.kubernetes' } satisfies Record<(typeof SOURCES)[number], ShellKey>;

function named(labels: readonly string[], { t }: Words): string {
  const names = labels.slice(0, NAMED).map((label) => (SOURCE_NAMES[label] === undefined ? label : t(SOURCE_NAMES[label]))).join(', ');
  return labels.length <= NAMED ? names : t('targets.names-more', { names, count: labels.length - NAMED });
}

/** Who was not asked, who has not answered, and who could not: what was found says nothing of those. */
function AskedNote(): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const live = useFindable();
  const { notAsked, waiting, failed } = askedSoFar(live, SOURCES);
  return (
    <div className="outline-note asked-note" role="status">
      {notAsked === 0 ? null : (
        <p>
          {t('targets.not-asked', { count: notAsked })}{' '}
          <Button className="link-button" onPress={() => start(() => askAll(host))}>
            {t('targets.ask-all')}
          </Button>
        </p>
      )}
      {waiting.length === 0 ? null : <p title={waiting.join('\n')}>{t('targets.waiting', { names: named(waiting, words) })}</p>}
      {failed.length === 0 ? null : (
        <p className="critical-text" title={failed.join('\n')}>
          {t('targets.failed', { names: named(failed, words) })}
        </p>
      )}
    </div>
  );
}

/** Every JVM that fits what was typed, below its target. */
export function FoundJvms({ query }: { readonly query: string }): ReactNode {
  const words = useWords();
  const { t } = words;
  const live = useFindable();
  const found = findJvms(live, query);
  const processes = found.flatMap(({ uri, jvms }) => jvms.map(({ pid }) => ({ target: uri, pid })));
  return (
    <>
      <div className="outline-note found-head">
        <span>{processes.length === 0 ? t('targets.found-none') : t('targets.found', { count: processes.length })}</span>
        {processes.length === 0 ? null : (
          <Button className="link-button" onPress={() => showDialog({ type: 'capture', preselect: processes })}>
            {t('targets.capture-found')}
          </Button>
        )}
      </div>
      <AskedNote />
      <ul>
        {found.map(({ uri, label, target, jvms }) => (
          <TargetNode key={uri} uri={uri} label={target === null ? label : targetLabel(target, words)} isFavourite={target?.favourite ?? false} found={jvms} />
        ))}
      </ul>
    </>
  );
}
