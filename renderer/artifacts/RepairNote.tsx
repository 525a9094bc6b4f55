import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CaptureId } from '../../shared/base/ids.ts';
import { repairPhrase } from '../../shared/evidence/envelope/messages.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { useWords } from '../selectors/use-words.ts';
import { useSnapshot } from '../state/live-store.ts';
import { start } from '../state/attempt.ts';
import './artifacts.css';

export interface RepairNoteProps {
  readonly view: CaseView;
  readonly capture: CaptureId;
}

/** What was taken off a capture before it was read, with the way to undo it. Nothing for a capture that is as its tool printed it. */
export function RepairNote({ view, capture }: RepairNoteProps): ReactNode {
  const host = useHost();
  const { t, translate } = useWords();
  const snapshot = useSnapshot();
  const reading = view.readings.find((one) => one.capture === capture);
  if (reading === undefined || (reading.isRepaired && reading.repairs.length === 0)) return null;
  const { isRepaired, repairs } = reading;
  const change = (): void => start(() => host.call('cases.readAs', { caseId: view.entry.id, captureId: capture, repair: !isRepaired }));
  return (
    <div className="repair-note">
      <span>{isRepaired ? t('repair-note.taken-off', { what: repairs.map((repair) => translate(repairPhrase(repair))).join(', ') }) : t('repair-note.as-is')}</span>
      {snapshot === null ? (
        <Button className="button" onPress={change}>
          {t(isRepaired ? 'repair-note.undo' : 'repair-note.redo')}
        </Button>
      ) : null}
    </div>
  );
}
