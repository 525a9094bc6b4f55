import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { findCases, tagsOfCases } from '../../selectors/find-cases.ts';
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
        {entry.tags.length === 0 ? null : (
          <span className="case-tags">
            {entry.tags.map((tag) => (
              <span key={tag} className="chip">
                {tag}
              </span>
            ))}
          </span>
        )}
      </button>
      <Button className="icon-button" aria-label={t('home.forget-case', { name: entry.name })} onPress={() => start(forget)}>
        <Icon name="close" size={14} />
      </Button>
    </li>
  );
}

/** From here on a list is worth searching. */
const LONG_LIST = 6;

interface Sought {
  readonly text: string;
  readonly tag: string | null;
}

function Find({ tags, sought: { text, tag }, onChange }: { readonly tags: readonly string[]; readonly sought: Sought; readonly onChange: (sought: Sought) => void }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <input type="search" className="find-case" aria-label={t('recents.find')} placeholder={t('recents.find.hint')} value={text} spellCheck={false} onChange={({ target }) => onChange({ text: target.value, tag })} />
      {tags.length === 0 ? null : (
        <div className="case-tags" role="group" aria-label={t('recents.tags')}>
          {tags.map((one) => (
            <button key={one} type="button" className="chip tag-choice" aria-pressed={one === tag} onClick={() => onChange({ text, tag: one === tag ? null : one })}>
              {one}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

export function RecentCases(): ReactNode {
  const { t, language } = useWords();
  const entries = useCases((cases) => cases.entries);
  const [sought, setSought] = useState<Sought>({ text: '', tag: null });
  const tags = tagsOfCases(entries ?? [], language);
  // A tag that no case has any more seeks nothing.
  const tag = sought.tag !== null && tags.includes(sought.tag) ? sought.tag : null;
  const isLong = entries !== null && (entries.length > LONG_LIST || tags.length > 0);
  const found = entries === null ? [] : isLong ? findCases(entries, sought.text, tag) : entries;
  return (
    <section className="section">
      <h2>{t('home.recents')}</h2>
      {entries !== null && entries.length === 0 ? <p className="muted small">{t('home.no-recents')}</p> : null}
      {isLong ? <Find tags={tags} sought={{ text: sought.text, tag }} onChange={setSought} /> : null}
      {isLong && found.length === 0 ? <p className="muted small">{t('recents.found-none')}</p> : null}
      <ul className="case-rows">
        {found.map((entry) => (
          <CaseRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}
