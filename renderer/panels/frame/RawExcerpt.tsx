import { useCallback, type ReactNode } from 'react';
import type { LineSpan } from '../../../shared/base/parsed.ts';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';

const SHOWN_LINES = 80;

export interface RawExcerptProps {
  readonly view: CaseView;
  readonly artifact: ArtifactSummary;
  readonly span: LineSpan;
}

/** The lines something was read from; each opens the raw text there. */
export function RawExcerpt({ view, artifact, span }: RawExcerptProps): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const caseId = view.entry.id;
  const { capture } = artifact;
  const { first, last } = span;
  const load = useCallback(
    () => host.call('raw.lines', { caseId, captureId: capture, from: first, count: Math.min(SHOWN_LINES, last - first + 1) }),
    [host, caseId, capture, first, last],
  );
  const { value } = useLoaded(load);
  const hidden = last - first + 1 - SHOWN_LINES;
  return (
    <section className="inspector-section">
      <h3>{t('inspector.lines')}</h3>
      <ol className="stack" tabIndex={0} aria-label={t('inspector.lines')}>
        {value?.lines.map((text, i) => (
          <li key={first + i} className={/^\s+- /.test(text) ? 'stack-note' : 'stack-frame'}>
            <button type="button" tabIndex={-1} title={t('inspector.line', { line: first + i })} onClick={() => goTo({ type: 'raw', capture, line: first + i })}>
              <span className="line-number">{first + i}</span>
              {text}
            </button>
          </li>
        ))}
      </ol>
      {hidden > 0 ? <p className="muted small">{t('inspector.more-lines', { count: hidden })}</p> : null}
    </section>
  );
}
