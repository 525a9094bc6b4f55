import { message } from '../../shared/base/message.ts';
import type { CaptureReading } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { unrecognisedSentence } from '../../shared/report/unrecognised-sentence.ts';
import type { Words } from './use-words.ts';

/** Why nothing was recognised in a capture; null when something was. A file that its bundle no longer gives is damaged, not empty. */
export function whyUnrecognised(view: CaseView, { capture, unrecognised }: CaptureReading, words: Words): string | null {
  if (unrecognised === null) return null;
  const isDamaged = view.faults.some(({ path, state }) => state === 'damaged' && path === `evidence/${capture}/stdout.bin`);
  return words.translate(unrecognised.code === 'empty' && isDamaged ? message('fault.damaged-whole') : unrecognisedSentence(unrecognised));
}
