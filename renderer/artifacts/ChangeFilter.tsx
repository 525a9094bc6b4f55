import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { message } from '../../shared/base/message.ts';
import type { DistinctValue } from '../../shared/engine/distinct-values.ts';
import { useWords } from '../selectors/use-words.ts';

/** What a comparison hides at first. */
export const UNCHANGED: ReadonlySet<string> = new Set(['same']);

const ORDER = ['added', 'removed', 'changed', 'same'] as const;

export interface ChangeFilterProps {
  readonly counts: readonly DistinctValue[];
  readonly hidden: ReadonlySet<string>;
  onHidden(hidden: ReadonlySet<string>): void;
}

/** Added, removed, changed and unchanged rows with their numbers; each can be shown or hidden. */
export function ChangeFilter({ counts, hidden, onHidden }: ChangeFilterProps): ReactNode {
  const { t, translate } = useWords();
  const present = ORDER.flatMap((change) => {
    const count = counts.find(({ value }) => value === change)?.count ?? 0;
    return count === 0 ? [] : [{ change, count }];
  });
  return (
    <ToggleButtonGroup className="language-switch change-filter" aria-label={t('changes.label')} selectionMode="multiple" selectedKeys={present.flatMap(({ change }) => (hidden.has(change) ? [] : [change]))} onSelectionChange={(keys) => onHidden(new Set(ORDER.filter((change) => (present.some((one) => one.change === change) ? !keys.has(change) : hidden.has(change)))))}>
      {present.map(({ change, count }) => (
        <ToggleButton key={change} id={change} className="language-button">
          {t('changes.count', { change: translate(message(`table.change.${change}`)), count })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
