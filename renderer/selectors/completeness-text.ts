import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import type { Words } from './use-words.ts';

/** `complete`, or `partial` with its reason and what the host added. */
export function completenessText({ completeness, transport }: RawCapture, { t }: Words): string {
  if (completeness.status === 'complete') return t(transport === 'imported-file' ? 'capture.imported' : 'capture.complete');
  const reason = t(`partial.${completeness.reason}`);
  return t('capture.partial', { reason: completeness.detail === '' ? reason : `${reason} (${completeness.detail})` });
}
