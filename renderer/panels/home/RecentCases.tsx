import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { refreshCases, showCase } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { Icon } from '../Icon.tsx';

function CaseRow({ entry }: { readonly entry: CaseEntry }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const forget = async (): Promise<void> => {
    await host.call('cases.forget', { caseId: entry.id });
    await refreshCases(host);
  };
  return (
    <li className="case-row">
      <button type="button" className="case-open" title={entry.path} onClick={() => start(() => showCase(host, entry.id))}>
        <span className="cut">{entry.name}</span>
        <span className="cut muted small">
          {`${dateTime(entry.createdAt, words)} · ${t('home.case-facts', { captures: entry.captures, bytes: entry.bytes })}`}
        </span>
      </button>
      <Button className="icon-button" aria-label={t('home.forget-case', { name: entry.name })} onPress={() => start(forget)}>
        <Icon name="close" size={14} />
      </Button>
    </li>
  );
}

export function RecentCases(): ReactNode {
  const { t } = useWords();
  const entries = useCases((cases) => cases.entries);
  return (
    <section className="section">
      <h2>{t('home.recents')}</h2>
      {entries !== null && entries.length === 0 ? <p className="muted small">{t('home.no-recents')}</p> : null}
      <ul className="case-rows">
        {entries?.map((entry) => (
          <CaseRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}
