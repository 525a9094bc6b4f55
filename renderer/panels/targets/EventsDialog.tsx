import { useCallback, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { PlaceEvent } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { showDialog } from '../../state/session-store.ts';
import { DialogFrame } from '../dialogs/DialogFrame.tsx';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';

function EventTable({ events }: { readonly events: readonly PlaceEvent[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('events.last')}</th>
          <th>{t('events.reason')}</th>
          <th className="number">{t('events.count')}</th>
          <th>{t('events.about')}</th>
          <th>{t('events.message')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event, i) => (
          <tr key={i}>
            <td className="tight">{event.lastAt === null ? null : dateTime(event.lastAt, words)}</td>
            <td>
              <span className={event.isWarning ? 'chip warning' : 'chip'}>{event.reason}</span>
            </td>
            <td className="number">{event.count}</td>
            <td>{event.about}</td>
            <td className="wide-cell">{event.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a cluster recorded about a pod, latest first. */
export function EventsDialog({ uri }: { readonly uri: string }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const load = useCallback(() => host.call('targets.events', { uri }), [host, uri]);
  const { value: events, error, loading, reload } = useLoaded(load);
  return (
    <DialogFrame
      title={t('events.title', { target: uriLabel(uri, words) })}
      width={820}
      footer={
        <Button className="button" autoFocus onPress={() => showDialog(null)}>
          {t('dialog.close')}
        </Button>
      }
    >
      {error === null ? null : <ErrorNotice error={error} onRetry={reload} />}
      {loading && events === null ? <p className="muted">{t('navigator.asking')}</p> : null}
      {events?.length === 0 ? <p>{t('events.none')}</p> : null}
      {events === null || events.length === 0 ? null : <EventTable events={events} />}
    </DialogFrame>
  );
}
