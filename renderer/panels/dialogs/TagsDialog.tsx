import type { ReactNode } from 'react';
import { TAG_LENGTH, tagsIn, TAGS_OF_A_CASE } from '../../../shared/evidence/case-tags.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { refreshCases, refreshView } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { OneLineDialog } from './OneLineDialog.tsx';

/** A person's own words to find the case by; an empty line takes them away. */
export function TagsDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const entry = useCases((cases) => cases.view?.entry ?? null);
  if (entry === null) return null;
  const save = async (line: string): Promise<void> => {
    await host.call('cases.setTags', { caseId: entry.id, tags: [...tagsIn(line)] });
    await Promise.all([refreshCases(host), refreshView(host)]);
  };
  const complaint = (line: string): string | null => {
    const tags = tagsIn(line);
    const fits = tags.length <= TAGS_OF_A_CASE && tags.every((tag) => tag.length <= TAG_LENGTH);
    return fits ? null : t('tags.too-many', { count: TAGS_OF_A_CASE, length: TAG_LENGTH });
  };
  return <OneLineDialog title={t('tags.title')} label={t('tags.label')} hint={t('tags.hint')} initial={entry.tags.join(', ')} action={t('dialog.save')} mayBeEmpty complaint={complaint} run={save} />;
}
