import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { attempt } from '../../state/attempt.ts';
import { MarkedRows } from './MarkedRows.tsx';
import './captures.css';

const SAVE_AFTER_MS = 600;

/** The human's words; saved as one types, a little after the last key. */
export function NotesPanel({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const isReadOnly = useSnapshot() !== null;
  const caseId = view.entry.id;
  const [text, setText] = useState(view.notes);
  const [saved, setSaved] = useState(true);
  const latest = useRef(view.notes);
  useEffect(() => {
    if (text === latest.current) return undefined;
    const timer = setTimeout(() => {
      latest.current = text;
      void attempt(() => host.call('cases.setNotes', { caseId, notes: text })).then(() => setSaved(true));
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [host, caseId, text]);
  return (
    <div className="panel notes">
      <div className="section-head">
        <h2>{t('notes.title')}</h2>
        {isReadOnly ? null : (
          <span className="muted small" aria-live="polite">
            {t(saved ? 'notes.saved' : 'notes.saving')}
          </span>
        )}
      </div>
      <textarea
        aria-label={t('notes.label')}
        placeholder={isReadOnly ? t('notes.none') : t('notes.placeholder')}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setSaved(false);
        }}
      />
      <MarkedRows view={view} />
    </div>
  );
}
