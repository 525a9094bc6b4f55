import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { RestoredText } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { copyText } from '../copy-text.ts';
import { DialogFooter } from './DialogFooter.tsx';
import { DialogFrame } from './DialogFrame.tsx';

function summary({ restored, secrets, unknown }: RestoredText, { t, translate }: Words): string {
  const what = restored.map((count) => translate(message(`redact.count.${count.class}`, { count: count.places }))).join(', ');
  const parts = [what === '' ? t('restore.nothing') : t('restore.done', { what })];
  if (secrets > 0) parts.push(t('restore.secrets', { count: secrets }));
  if (unknown > 0) parts.push(t('restore.unknown', { count: unknown }));
  return parts.join(' ');
}

/** A pasted answer with tokens, turned back to names here and nowhere else. */
export function RestoreDialog(): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const [text, setText] = useState('');
  const [result, setResult] = useState<RestoredText | null>(null);
  const [copied, setCopied] = useState(false);
  const run = async (): Promise<void> => {
    setCopied(false);
    setResult(await attempt(() => host.call('redaction.restore', { text })));
  };
  return (
    <DialogFrame
      title={t('restore.title')}
      width={720}
      footer={
        <DialogFooter said={result === null ? null : summary(result, words)} action={t('restore.run')} isDisabled={text === ''} run={() => void run()}>
          {result === null ? null : (
            <Button className="button" onPress={() => copyText(result.text, () => setCopied(true))}>
              {t(copied ? 'restore.copied' : 'restore.copy')}
            </Button>
          )}
        </DialogFooter>
      }
    >
      <p className="muted small">{t('restore.about')}</p>
      <label className="field">
        <span className="label">{t('restore.text')}</span>
        <textarea autoFocus className="code paste-text" rows={9} spellCheck={false} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      {result === null ? null : (
        <label className="field">
          <span className="label">{t('restore.result')}</span>
          <textarea readOnly className="code paste-text" rows={9} spellCheck={false} value={result.text} />
        </label>
      )}
    </DialogFrame>
  );
}
