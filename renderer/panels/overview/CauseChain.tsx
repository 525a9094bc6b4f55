import type { ReactNode } from 'react';
import type { ChainLink } from '../../../shared/artifacts/finding.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import { useWords } from '../../selectors/use-words.ts';

/** `/orders ×14 ─ blocked → Ledger ─ owned by → exec-1 ─ reads from → 10.0.3.7:9090` */
export function CauseChain({ links }: { readonly links: readonly ChainLink[] }): ReactNode {
  const { t, translate } = useWords();
  return (
    <ol className="cause-chain" aria-label={t('overview.chain')}>
      {links.map(({ by, what }, i) => (
        <li key={i}>
          {by === null ? null : <span className="chain-by">{translate(by)}</span>}
          <code>{visibleText(translate(what))}</code>
        </li>
      ))}
    </ol>
  );
}
