import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../../selectors/use-words.ts';
import { useCases } from '../../state/case-store.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { showDialog, useSession } from '../../state/session-store.ts';
import { Icon, type IconName } from '../Icon.tsx';

interface RailButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly current?: boolean;
  readonly disabled?: boolean;
  onPress(): void;
}

function RailButton({ icon, label, current = false, disabled = false, onPress }: RailButtonProps): ReactNode {
  return (
    <Button className={current ? 'rail-button current' : 'rail-button'} aria-current={current ? 'page' : 'false'} isDisabled={disabled} onPress={onPress}>
      <Icon name={icon} size={18} />
      <span>{label}</span>
    </Button>
  );
}

export function Rail(): ReactNode {
  const { t } = useWords();
  const screen = useSession((session) => session.screen);
  const snapshot = useSnapshot();
  const hasCase = useCases((cases) => cases.openId !== null);
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {snapshot === null ? <RailButton icon="home" label={t('rail.home')} current={screen === 'home'} onPress={() => useSession.setState({ screen: 'home' })} /> : null}
      <RailButton icon="case" label={t('rail.case')} current={screen === 'case'} disabled={!hasCase} onPress={() => useSession.setState({ screen: 'case' })} />
      <RailButton icon="search" label={t('rail.search')} onPress={() => showDialog({ type: 'palette' })} />
      <div className="rail-space" />
      <RailButton icon="settings" label={t('rail.settings')} onPress={() => showDialog({ type: 'settings' })} />
    </nav>
  );
}
