import type { ReactNode } from 'react';
import { clocksOfTargets, clockSentence, isOff } from '../../../shared/evidence/clocks-of-targets.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useSnapshot } from '../../state/live-store.ts';

/** Which targets' clocks are off, and whether times are reckoned with it. Nothing where no clock is. */
export function ClockNote({ view }: { readonly view: CaseView }): ReactNode {
  const host = useHost();
  const snapshot = useSnapshot();
  const words = useWords();
  const { t, translate } = words;
  const clocks = clocksOfTargets(view.captures).filter(isOff);
  if (clocks.length === 0) return null;
  const change = (correct: boolean): void => start(() => host.call('cases.setClocks', { caseId: view.entry.id, correct }));
  return (
    <div className="clock-note">
      {clocks.map((clock) => (
        <p key={clock.target}>{translate(clockSentence(clock, uriLabel(clock.target, words)))}</p>
      ))}
      {snapshot === null ? (
        <label className="tick">
          <input type="checkbox" checked={view.correctsClocks} onChange={({ target }) => change(target.checked)} />
          <span>{t('overview.correct-clocks')}</span>
        </label>
      ) : null}
    </div>
  );
}
