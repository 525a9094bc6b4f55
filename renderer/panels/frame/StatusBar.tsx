import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Snapshot } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { countWarnings } from '../../selectors/case-warnings.ts';
import { jobProgress, runningJob } from '../../selectors/job-progress.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { goTo } from '../../state/case-actions.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { useLive, useSnapshot } from '../../state/live-store.ts';
import { showDialog, useSession } from '../../state/session-store.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';

/** How the last capture ended stays in sight until the next one. */
function LastJob(): ReactNode {
  const { t, translate } = useWords();
  const job = useLive((live) => live.jobs.at(-1) ?? null);
  if (job === null) return <span>{t('status.no-target')}</span>;
  return (
    <button type="button" className="jump" onClick={() => showDialog({ type: 'job', jobId: job.id })}>
      {t('status.last-job', { title: translate(job.title), state: t(`job.short.${job.state}`) })}
    </button>
  );
}

function RunningJob(): ReactNode {
  const { t, translate } = useWords();
  const host = useHost();
  const job = useLive((live) => runningJob(live.jobs));
  if (job === null) return <LastJob />;
  const { done, total } = jobProgress(job);
  const label = t('status.capture', { title: translate(job.title), done, total });
  return (
    <>
      <button type="button" className="jump" onClick={() => showDialog({ type: 'job', jobId: job.id })}>
        {label}
      </button>
      <progress value={done} max={total} aria-label={label} />
      <Button className="status-button" onPress={() => start(() => host.call('jobs.cancel', { jobId: job.id }))}>
        {t('dialog.cancel')}
      </Button>
      <span className="muted">{t('status.cancel-hint')}</span>
    </>
  );
}

function Uploads(): ReactNode {
  const { t } = useWords();
  const uploads = useLive((live) => live.uploads);
  return uploads.map((upload) => {
    const percent = upload.bytes === 0 ? 100 : Math.floor((100 * upload.bytesDone) / upload.bytes);
    const label = t('status.upload', { name: upload.name, percent });
    return (
      <span key={upload.id} className="status-part">
        {label}
        <progress value={percent} max={100} aria-label={label} />
        <Button className="status-button" onPress={() => upload.cancel()}>
          {t('dialog.cancel')}
        </Button>
      </span>
    );
  });
}

/** When the file was written that this page is. */
function SnapshotNote({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const words = useWords();
  const time = dateTime(snapshot.exportedAt, words);
  return <span>{words.t(snapshot.isRedacted ? 'status.snapshot-redacted' : 'status.snapshot', { time })}</span>;
}

function CaseStatus(): ReactNode {
  const { t } = useWords();
  const view = useShownView();
  const summary = useSession((session) => (session.tabs.active === null ? null : (session.summaries[session.tabs.active] ?? null)));
  const line = useSession((session) => (session.tabs.active === null ? null : (session.selections[session.tabs.active]?.span?.first ?? null)));
  if (view === null) return null;
  const warnings = countWarnings(view);
  return (
    <>
      {view.loading.length === 0 ? null : <span>{t('status.reading', { count: view.loading.length })}</span>}
      {summary === null ? (line === null ? null : <span>{t('status.selection', { line })}</span>) : <span>{summary}</span>}
      <span>{t('status.captures', { count: view.captures.length })}</span>
      <button type="button" className="status-button" onClick={() => goTo({ type: 'captures' })}>
        <SeverityGlyph severity={warnings === 0 ? 'ok' : 'warning'} />
        {warnings === 0 ? t('status.no-warnings') : t('status.warnings', { count: warnings })}
      </button>
    </>
  );
}

export function StatusBar(): ReactNode {
  const { t } = useWords();
  const snapshot = useSnapshot();
  return (
    <footer className="status-bar" aria-label={t('status.label')}>
      <span className="status-part" aria-live="polite">
        {snapshot === null ? <RunningJob /> : <SnapshotNote snapshot={snapshot} />}
      </span>
      <Uploads />
      <span className="status-right">
        <CaseStatus />
      </span>
    </footer>
  );
}
