import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { HostErrorData } from '../../../shared/host-api/host-error.ts';
import { toHostError } from '../../host/to-host-error.ts';
import { useWords } from '../../selectors/use-words.ts';
import { showDialog } from '../../state/session-store.ts';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { DialogFrame } from './DialogFrame.tsx';

export interface OneLineDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly initial?: string;
  readonly action: string;
  /** An empty line means something too. */
  readonly mayBeEmpty?: boolean;
  /** Why the text will not do; null when it will. */
  readonly complaint?: (text: string) => string | null;
  /** Further fields, below the line. */
  readonly children?: ReactNode;
  /** The dialog closes when it is done and shows the error when it fails. */
  readonly run: (text: string) => Promise<unknown>;
}

/** Asks for one line and acts on it. */
export function OneLineDialog({ title, label, hint, placeholder, initial = '', action, mayBeEmpty = false, complaint = () => null, children, run }: OneLineDialogProps): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(initial);
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<HostErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const lacks = text.trim() === '' && !mayBeEmpty;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const problem = complaint(text.trim());
    setSaid(problem);
    if (problem !== null || lacks || busy) return;
    setBusy(true);
    setError(null);
    run(text.trim()).then(
      () => showDialog(null),
      (thrown: unknown) => {
        setError(toHostError(thrown));
        setBusy(false);
      },
    );
  };
  return (
    <DialogFrame title={title}>
      <form className="section" onSubmit={submit}>
        <label className="field">
          <span className="label">{label}</span>
          <input autoFocus value={text} placeholder={placeholder} spellCheck={false} aria-invalid={said !== null} onChange={({ target }) => setText(target.value)} />
        </label>
        {said === null ? null : (
          <p className="field-error" role="alert">
            {said}
          </p>
        )}
        {children}
        {hint === undefined ? null : <p className="muted small">{hint}</p>}
        {error === null ? null : <ErrorNotice error={error} />}
        <div className="dialog-buttons">
          <Button className="button" onPress={() => showDialog(null)}>
            {t('dialog.cancel')}
          </Button>
          <Button className="button primary" type="submit" isDisabled={lacks}>
            {action}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
