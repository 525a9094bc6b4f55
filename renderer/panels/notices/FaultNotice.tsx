import type { ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useWords } from '../../selectors/use-words.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import './notices.css';

/** A bundle that is not as it was packed: which files, and that nothing can be changed. Nothing for other cases. */
export function FaultNotice({ view }: { readonly view: CaseView }): ReactNode {
  const { t, translate } = useWords();
  if (view.faults.length === 0) return null;
  return (
    <section className="error-notice" aria-label={t('faults.title')}>
      <SeverityGlyph severity="critical" />
      <div className="error-words">
        <h2>{t('faults.title')}</h2>
        <p>{t('faults.about')}</p>
        <ul className="faults">
          {view.faults.map(({ path, state, detail }) => (
            <li key={`${path} ${state} ${detail}`}>
              <span className="chip critical">{translate(message(`fault.${state}`))}</span>
              {path === '' ? <span>{t('faults.bundle')}</span> : <code>{path}</code>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
