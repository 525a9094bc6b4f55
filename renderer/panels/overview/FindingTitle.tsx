import type { ReactNode } from 'react';
import type { Finding } from '../../../shared/artifacts/finding.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { findingPlace } from '../../selectors/finding-place.ts';
import { useWords } from '../../selectors/use-words.ts';
import { Sentence } from '../Sentence.tsx';

/** What a finding says, how sure that is, of which process, and in how many captures it holds. */
export function FindingTitle({ view, finding }: { readonly view: CaseView; readonly finding: Finding }): ReactNode {
  const words = useWords();
  const { t, translate } = words;
  const place = findingPlace(view, finding, words);
  return (
    <p className="finding-title">
      <Sentence text={translate(finding.title)} />{' '}
      <span className="chip" title={t(`overview.certainty.hint.${finding.certainty}`)}>
        {t(`overview.certainty.${finding.certainty}`)}
      </span>
      {place === null ? null : <span className="chip">{place}</span>}
      {finding.seenIn === undefined ? null : <span className="chip">{t('overview.holds-in', finding.seenIn)}</span>}
    </p>
  );
}
