import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../../selectors/use-words.ts';
import { showDialog } from '../../state/session-store.ts';

interface DialogFooterProps {
  /** What goes on, or what came of it. */
  readonly said: ReactNode;
  /** Further buttons, before the one that leaves. */
  readonly children?: ReactNode;
  /** `cancel` where leaving gives up what was filled in. */
  readonly leave?: 'close' | 'cancel';
  /** Words of the button that acts. */
  readonly action: string;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/** What a dialog says at the left of its bottom; at the right it is left or acts. */
export function DialogFooter({ said, children, leave = 'close', action, isDisabled = false, run }: DialogFooterProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <span className="muted small dialog-said" role="status">
        {said}
      </span>
      {children}
      <Button className="button" onPress={() => showDialog(null)}>
        {t(`dialog.${leave}`)}
      </Button>
      <Button className="button primary dialog-action" isDisabled={isDisabled} onPress={run}>
        <span className="cut">{action}</span>
      </Button>
    </>
  );
}
