import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { reconnect, setFavourite } from '../../state/target-actions.ts';

/** What can be done with a target beside capturing from it. Nothing for this computer. */
export function TargetActions({ uri, isFavourite }: { readonly uri: string; readonly isFavourite: boolean }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const hasNoShell = useLive(({ jvms }) => {
    const answer = jvms[uri];
    return answer?.state === 'failed' && answer.error.message.key === 'error.no-shell';
  });
  if (uri === 'local:') return null;
  const isPod = uri.startsWith('k8s:');
  return (
    <div className="target-tools">
      <Button className="link-button" onPress={() => start(() => setFavourite(host, uri, !isFavourite))}>
        {t(isFavourite ? 'targets.unfavourite' : 'targets.favourite')}
      </Button>
      <Button className="link-button" onPress={() => start(() => reconnect(host, uri))}>
        {t('targets.reconnect')}
      </Button>
      {isPod ? (
        <Button className="link-button" onPress={() => showDialog({ type: 'events', uri })}>
          {t('targets.events')}
        </Button>
      ) : null}
      {isPod && hasNoShell ? (
        <Button className="link-button" onPress={() => showDialog({ type: 'debug-container', uri })}>
          {t('targets.debug-container')}
        </Button>
      ) : null}
    </div>
  );
}
