import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { importFiles } from '../../state/import-files.ts';
import { showDialog } from '../../state/session-store.ts';
import { DialogFrame } from './DialogFrame.tsx';

/** Text from the clipboard becomes a capture like a dropped file. */
export function PasteDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const [name, setName] = useState(t('paste.default-name'));
  const [text, setText] = useState('');
  const add = (): void => {
    showDialog(null);
    start(() => importFiles(host, [{ name, file: new Blob([text]) }]));
  };
  return (
    <DialogFrame
      title={t('paste.title')}
      width={720}
      footer={
        <>
          <Button className="button" onPress={() => showDialog(null)}>
            {t('dialog.cancel')}
          </Button>
          <Button className="button primary" isDisabled={text === '' || name.trim() === ''} onPress={add}>
            {t('paste.add')}
          </Button>
        </>
      }
    >
      <label className="field">
        <span className="label">{t('paste.text')}</span>
        <textarea autoFocus className="code paste-text" rows={16} spellCheck={false} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <label className="field">
        <span className="label">{t('paste.name')}</span>
        <input value={name} onChange={({ target }) => setName(target.value)} />
      </label>
    </DialogFrame>
  );
}
