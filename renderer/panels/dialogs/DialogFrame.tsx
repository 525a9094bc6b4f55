import { useContext, useEffect, type ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../../selectors/use-words.ts';
import { showDialog } from '../../state/session-store.ts';
import { Icon } from '../Icon.tsx';
import { PromptSlot } from './prompt-slot.ts';
import './dialogs.css';

export interface DialogFrameProps {
  readonly title: string;
  readonly width?: number;
  readonly children: ReactNode;
  /** Buttons at the bottom, the one that acts last. */
  readonly footer?: ReactNode;
  /** Esc, the cross and a click outside. Closes the open dialog unless given. */
  readonly onClose?: () => void;
  readonly role?: 'dialog' | 'alertdialog';
}

export function DialogFrame({ title, width = 520, children, footer, onClose = () => showDialog(null), role = 'dialog' }: DialogFrameProps): ReactNode {
  const { t } = useWords();
  const prompts = useContext(PromptSlot);
  // A button that goes away takes the focus with it; Esc must close the dialog all the same.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.activeElement === document.body) onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <ModalOverlay className="dialog-overlay" isOpen isDismissable={role === 'dialog'} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="dialog floating" style={{ width: `min(${width}px, calc(100vw - 48px))` }}>
        <Dialog className="dialog-inner" role={role}>
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            {role === 'alertdialog' ? null : (
              <Button className="icon-button" aria-label={t('dialog.close')} onPress={onClose}>
                <Icon name="close" />
              </Button>
            )}
          </div>
          <div className="dialog-body">{children}</div>
          {footer === undefined ? null : <div className="dialog-footer">{footer}</div>}
          {prompts}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
