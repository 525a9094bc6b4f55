import type { ReactNode } from 'react';
import { useHost } from '../../host/host-context.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { addDebugContainer } from '../../state/target-actions.ts';
import { OneLineDialog } from '../dialogs/OneLineDialog.tsx';

const IMAGE = /^[a-z0-9][\w./:@-]*$/i;

/** Which image to put beside a container without a shell; the host asks before it does. */
export function DebugContainerDialog({ uri }: { readonly uri: string }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  return (
    <OneLineDialog
      title={t('debug.title')}
      label={t('debug.image')}
      initial="busybox"
      hint={t('debug.hint', { target: uriLabel(uri, words) })}
      action={t('debug.add')}
      complaint={(image) => (IMAGE.test(image) ? null : t('debug.bad-image'))}
      run={(image) => addDebugContainer(host, uri, image)}
    />
  );
}
