import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { TargetsPanel } from '../targets/TargetsPanel.tsx';
import { CaseOutline } from './CaseOutline.tsx';

export function Navigator(): ReactNode {
  const { t } = useWords();
  return (
    <aside className="navigator" aria-label={t('navigator.label')}>
      <TargetsPanel />
      <CaseOutline />
    </aside>
  );
}
