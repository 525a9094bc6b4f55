import type { ReactNode } from 'react';
import { leftOutMessage, memberPath } from '../../../shared/evidence/left-out.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useWords } from '../../selectors/use-words.ts';
import { FileName } from './FileName.tsx';
import './captures.css';

/** A support bundle may hold thousands of links; the file left-out.json of the case has all. */
const SHOWN = 200;

/** What imports did not take in, and why; nothing where everything came in. */
export function LeftOutTable({ view }: { readonly view: CaseView }): ReactNode {
  const { t, translate } = useWords();
  const { leftOut } = view;
  if (leftOut.length === 0) return null;
  return (
    <section className="section" aria-label={t('left-out.title')}>
      <h2>{t('left-out.title')}</h2>
      <table className="plain-table left-out-table" aria-label={t('left-out.title')}>
        <thead>
          <tr>
            <th>{t('left-out.file')}</th>
            <th>{t('left-out.why')}</th>
          </tr>
        </thead>
        <tbody>
          {leftOut.slice(0, SHOWN).map((row, i) => (
            <tr key={i}>
              <td className="cut" title={memberPath(row.source, row.member)}>
                <FileName path={memberPath(row.source, row.member)} />
              </td>
              <td className="wrap">{translate(leftOutMessage(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut.length <= SHOWN ? null : <p className="muted">{t('left-out.more', { count: leftOut.length - SHOWN })}</p>}
    </section>
  );
}
