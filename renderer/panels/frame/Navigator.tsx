import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { TargetsPanel } from '../targets/TargetsPanel.tsx';
import { CaseOutline } from './CaseOutline.tsx';

export function Navigator(): ReactNode {
  const { t } = useWords();
  const snapshot = useSnapshot();
  return (
    <aside className="navigator" aria-label={t('navigator.label')}>
      {snapshot === null ? <TargetsPanel /> : null}
      <CaseOutline />
    </aside>
  );
}
