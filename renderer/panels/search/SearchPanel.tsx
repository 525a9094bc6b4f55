import { useCallback, useState, type FormEvent, type ReactNode } from 'react';
import type { CaseView, EvidenceSearch } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { findCapture } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import type { Place } from '../../state/place.ts';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import './search.css';

/** Lines shown of each capture. */
const SHOWN = 200;

function Found({ view, found }: { readonly view: CaseView; readonly found: EvidenceSearch['captures'][number] }): ReactNode {
  const { t } = useWords();
  const { capture, total, hits } = found;
  return (
    <section className="section">
      <h2>
        {findCapture(view, capture)?.name ?? capture} <span className="muted small">{t('search.found', { count: total })}</span>
      </h2>
      <ul className="evidence">
        {hits.map(({ line, text }) => (
          <li key={line}>
            <button type="button" className="evidence-line search-line" onClick={() => goTo({ type: 'raw', capture, line })}>
              <span className="line-number">{line}</span>
              <code className="cut" title={text}>
                {text.trim()}
              </code>
            </button>
          </li>
        ))}
      </ul>
      {total > hits.length ? <p className="muted small">{t('search.more', { shown: hits.length, count: total })}</p> : null}
    </section>
  );
}

function Answer({ view, text }: { readonly view: CaseView; readonly text: string }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const caseId = view.entry.id;
  const load = useCallback(() => (text === '' ? Promise.resolve(null) : host.call('evidence.search', { caseId, text, limit: SHOWN })), [host, caseId, text]);
  const { value, error, loading, reload } = useLoaded(load);
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  if (text === '') return <p className="muted">{t('search.hint')}</p>;
  if (loading || value === null) return <p className="muted">{t('search.running')}</p>;
  if (value.captures.length === 0) return <p>{t('search.none', { captures: view.captures.length, text })}</p>;
  return value.captures.map((found) => <Found key={found.capture} view={view} found={found} />);
}

export interface SearchPanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'search' }>;
}

/** Lines of all captures that hold a text; each opens the raw text there. */
export function SearchPanel({ view, place }: SearchPanelProps): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState(place.text);
  const [sought, setSought] = useState(place.text);
  const [asked, setAsked] = useState(place);
  // Asked for again from the palette, with another text.
  if (asked !== place) {
    setAsked(place);
    if (place.text !== '') {
      setTyped(place.text);
      setSought(place.text);
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSought(typed.trim());
  };
  return (
    <div className="panel" tabIndex={-1}>
      <div className="page">
        <form className="search-form" role="search" onSubmit={submit}>
          <label className="field">
            <span className="visually-hidden">{t('search.label')}</span>
            <input autoFocus type="search" placeholder={t('search.label')} value={typed} maxLength={1000} spellCheck={false} onChange={({ target }) => setTyped(target.value)} />
          </label>
          <button type="submit" className="button primary" disabled={typed.trim() === ''}>
            {t('search.run')}
          </button>
        </form>
        <div className="section">
          <Answer view={view} text={sought} />
        </div>
      </div>
    </div>
  );
}
