/* oxlint-disable jsx-a11y/no-autofocus -- a dialog one has just asked for starts at its field */
import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { Words } from './cell-text.ts';

interface TextDialogProps {
  readonly title: string;
  readonly start: string;
  readonly lines: 'one' | 'many';
  readonly mayBeEmpty: boolean;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
  readonly words: Words;
}

/** Asks for a text. Enter saves it, with Ctrl where a line may end; Esc leaves all as it was. */
export function TextDialog({ title, start, lines, mayBeEmpty, onDone, onClose, words: { translate } }: TextDialogProps): ReactNode {
  const [text, setText] = useState(start);
  const isReady = mayBeEmpty || text.trim() !== '';
  const save = (): void => {
    if (!isReady) return;
    onClose();
    onDone(text.trim());
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <ModalOverlay className="text-overlay" isOpen isDismissable onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="text-dialog floating">
        <Dialog aria-label={title}>
          <form onSubmit={submit} className="text-form">
            <label>
              <span>{title}</span>
              {lines === 'one' ? (
                <input autoFocus value={text} maxLength={80} onChange={(event) => setText(event.target.value)} />
              ) : (
                <textarea autoFocus rows={4} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
              )}
            </label>
            <div className="filter-buttons">
              <button type="button" className="button quiet" onClick={onClose}>
                {translate(message('table.cancel'))}
              </button>
              <button type="submit" className="button primary" disabled={!isReady}>
                {translate(message('table.save'))}
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
