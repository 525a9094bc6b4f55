import { useCallback, type ReactNode } from 'react';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';

/** What the case's folder takes on the disk. */
export function DiskUse({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  // Measured anew with every new view: it comes when something of the case has changed.
  const load = useCallback(() => host.call('cases.diskUse', { caseId: view.entry.id }), [host, view]);
  const { value } = useLoaded(load);
  if (value === null) return null;
  return <p className="muted small">{t('disk.use', { evidence: value.evidenceBytes, derived: value.derivedBytes, other: value.otherBytes })}</p>;
}
