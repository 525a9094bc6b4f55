import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { CaseOutline } from './CaseOutline.tsx';
import { TargetList } from './TargetList.tsx';

export function Navigator(): ReactNode {
  const { t } = useWords();
  return (
    <aside className="navigator" aria-label={t('navigator.label')}>
      <TargetList />
      <CaseOutline />
    </aside>
  );
}
