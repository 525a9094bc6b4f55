import type { ReactNode } from 'react';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useWords } from '../../selectors/use-words.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { FindingTitle } from './FindingTitle.tsx';

const SHOWN = 8;

/** What the beginnings of long files say already. They lead nowhere yet: the evidence is still coming. */
export function FirstLooks({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  return view.firstLooks.map(({ name, bytes, findings }, i) => (
    <section key={i} className="section" aria-live="polite">
      <h2>{t('overview.first-look')}</h2>
      <p className="muted">{t('overview.first-look.of', { name, bytes })}</p>
      <ol className="findings">
        {findings.slice(0, SHOWN).map((finding, n) => (
          <li key={n} className="finding">
            <SeverityGlyph severity={finding.severity} label={t(`overview.severity.${finding.severity}`)} />
            <div className="finding-body">
              <FindingTitle view={view} finding={finding} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  ));
}
