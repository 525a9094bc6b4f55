import type { ReactNode } from 'react';
import type { FirstLook } from '../../../shared/host-api/views.ts';
import { useWords } from '../../selectors/use-words.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { Sentence } from '../Sentence.tsx';

const SHOWN = 8;

/** What the beginning of a long file says already. It leads nowhere yet: the evidence is still coming. */
export function FirstLooks({ looks }: { readonly looks: readonly FirstLook[] }): ReactNode {
  const { t, translate } = useWords();
  return looks.map(({ name, bytes, findings }) => (
    <section key={name} className="section" aria-live="polite">
      <h2>{t('overview.first-look')}</h2>
      <p className="muted">{t('overview.first-look.of', { name, bytes })}</p>
      <ol className="findings">
        {findings.slice(0, SHOWN).map((finding, i) => (
          <li key={i} className="finding">
            <SeverityGlyph severity={finding.severity} label={t(`overview.severity.${finding.severity}`)} />
            <div className="finding-body">
              <p className="finding-title">
                <Sentence text={translate(finding.title)} />{' '}
                <span className="chip" title={t(`overview.certainty.hint.${finding.certainty}`)}>
                  {t(`overview.certainty.${finding.certainty}`)}
                </span>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  ));
}
