import { useCallback, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { message } from '../../../shared/base/message.ts';
import type { RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { CaseView, RedactionPreview as Preview } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { useWords } from '../../selectors/use-words.ts';
import { attempt } from '../../state/attempt.ts';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { originalRuns, tokenRuns, type ReplacedRun } from './replaced-runs.ts';

/** Evidence is read twice for a preview: of so much, only when asked. */
const AT_ONCE_BYTES = 32 * 1024 * 1024;

type PreviewLine = Preview['lines'][number];

function Runs({ runs, look }: { readonly runs: readonly ReplacedRun[]; readonly look: 'before' | 'after' }): ReactNode {
  const { t } = useWords();
  return (
    <code className={`replaced-${look}`}>
      <span className="replaced-sign" aria-label={t(`report.preview.${look}`)}>
        {look === 'before' ? '−' : '+'}
      </span>
      {runs.map(({ text, isReplaced }, i) => (isReplaced ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>))}
    </code>
  );
}

function Lines({ lines }: { readonly lines: readonly PreviewLine[] }): ReactNode {
  const { t } = useWords();
  return (
    <ol className="replaced-lines">
      {lines.map(({ capture, number, before, after }) => (
        <li key={`${capture}:${number}`}>
          <span className="muted small">{t('report.preview.place', { name: capture, line: number })}</span>
          <Runs runs={originalRuns(before, after)} look="before" />
          <Runs runs={tokenRuns(after)} look="after" />
        </li>
      ))}
    </ol>
  );
}

export interface RedactionPreviewProps {
  readonly view: CaseView;
  readonly captures: readonly CaptureId[];
  readonly redact: readonly RedactChoice[];
}

function LoadedPreview({ view, captures, redact }: RedactionPreviewProps): ReactNode {
  const { t, translate } = useWords();
  const host = useHost();
  const caseId = view.entry.id;
  const ask = useCallback((from: number) => host.call('redaction.preview', { caseId, captures: [...captures], redact: [...redact], from }), [host, caseId, captures, redact]);
  const load = useCallback(() => ask(0), [ask]);
  const { value, error, loading, reload } = useLoaded(load);
  const [more, setMore] = useState<{ readonly of: Preview; readonly lines: readonly PreviewLine[] } | null>(null);
  if (error !== null) return <ErrorNotice error={error} onRetry={reload} />;
  if (value === null) return <p className="muted small">{t('report.preview.running')}</p>;
  const lines = more?.of === value ? more.lines : value.lines;
  const showMore = async (): Promise<void> => {
    const next = await attempt(() => ask(lines.length));
    if (next !== null) setMore({ of: value, lines: [...lines, ...next.lines] });
  };
  if (value.lineCount === 0) return <p className="muted small">{t('report.preview.none')}</p>;
  return (
    <div className="replaced" aria-busy={loading}>
      <p className="small" role="status">
        <strong>{t('report.preview.lines', { count: value.lineCount })}</strong> {value.counts.map((count) => translate(message(`redact.count.${count.class}`, { count: count.places }))).join(', ')}
      </p>
      <div className="replaced-scroll" tabIndex={0} role="region" aria-label={t('report.preview.title')}>
        <Lines lines={lines} />
        {lines.length < value.lineCount ? (
          <Button className="button" onPress={() => void showMore()}>
            {t('report.preview.more', { count: value.lineCount - lines.length })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What a redacted report would replace, line by line. */
export function RedactionPreview(props: RedactionPreviewProps): ReactNode {
  const { t } = useWords();
  const { view, captures } = props;
  const bytes = view.captures.filter(({ id }) => captures.includes(id)).reduce((sum, { stdout }) => sum + stdout.bytes, 0);
  const [asked, setAsked] = useState(bytes <= AT_ONCE_BYTES);
  if (asked) return <LoadedPreview {...props} />;
  return (
    <Button className="button" onPress={() => setAsked(true)}>
      {t('report.preview.ask')}
    </Button>
  );
}
