import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { HostErrorData } from '../../../shared/host-api/host-error.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { useWords } from '../../selectors/use-words.ts';
import { copyText } from '../copy-text.ts';
import './notices.css';

export interface ErrorNoticeProps {
  readonly error: HostErrorData;
  readonly onRetry?: () => void;
  readonly onDismiss?: () => void;
}

/** What failed and why, what to do next, and the details to copy. */
export function ErrorNotice({ error, onRetry, onDismiss }: ErrorNoticeProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [copied, setCopied] = useState(false);
  const sentence = words.translate(error.message);
  return (
    <div className="error-notice" role="alert">
      <SeverityGlyph severity="critical" />
      <div className="error-words">
        <p>{sentence}</p>
        {error.next === null ? null : <p className="muted">{t('problem.next', { next: words.translate(error.next) })}</p>}
        <div className="button-row">
          {onRetry === undefined ? null : (
            <Button className="button" onPress={onRetry}>
              {t('problem.retry')}
            </Button>
          )}
          <Button className="button quiet" onPress={() => copyText(`${error.code}: ${sentence}\n${error.details}`, () => setCopied(true))}>
            {copied ? t('problem.copied') : t('problem.copy')}
          </Button>
          {onDismiss === undefined ? null : (
            <Button className="button quiet" onPress={onDismiss}>
              {t('problem.dismiss')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
