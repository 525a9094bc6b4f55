import type { ReactNode } from 'react';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { attentionList } from '../../selectors/attention.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';

const SHOWN = 12;

/** What limits the findings: evidence that is partial or was not understood. */
export function AttentionList({ view }: { readonly view: CaseView }): ReactNode {
  const words = useWords();
  const { t } = words;
  const list = attentionList(view, words);
  if (list.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('overview.attention')}</h2>
      <ul className="attention">
        {list.slice(0, SHOWN).map(({ key, what, why, place }) => (
          <li key={key}>
            <SeverityGlyph severity="warning" />
            {place === null ? (
              <span>{what}</span>
            ) : (
              <button type="button" className="jump" onClick={() => goTo(place)}>
                {what}
              </button>
            )}
            <span>{why}</span>
          </li>
        ))}
      </ul>
      {list.length <= SHOWN ? null : (
        <button type="button" className="jump" onClick={() => goTo({ type: 'captures' })}>
          {t('overview.more-attention', { count: list.length - SHOWN })}
        </button>
      )}
    </section>
  );
}
