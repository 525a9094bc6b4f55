import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { JobId } from '../../../shared/base/ids.ts';
import type { JobStep } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { kindTitle } from '../../selectors/artifact-names.ts';
import { bySigquit, missingOf } from '../../selectors/capture-again.ts';
import { jobProgress } from '../../selectors/job-progress.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { DialogFrame } from '../dialogs/DialogFrame.tsx';
import { CopyCommands } from './CopyCommands.tsx';

const CHIP: Readonly<Record<JobStep['state'], string>> = { waiting: 'chip', running: 'chip', done: 'chip ok', partial: 'chip warning', failed: 'chip critical', skipped: 'chip' };

function StepRow({ step, target }: { readonly step: JobStep; readonly target: string | null }): ReactNode {
  const words = useWords();
  const { t, translate, language } = words;
  const sigquit = bySigquit(step);
  return (
    <tr>
      <td className="tight">{t('job.round', { round: step.round })}</td>
      <td className="wide-cell">
        {step.kind === null ? step.label : step.label.replace(step.kind, kindTitle(step.kind, words))}
        {target === null || target === step.label ? null : <span className="muted"> · {target}</span>}
        {step.because === null ? null : <div className="muted">{translate(step.because)}</div>}
        {sigquit === null ? null : (
          <Button className="link-button" onPress={() => showDialog({ type: 'capture', ...sigquit })}>
            {t('job.by-sigquit')}
          </Button>
        )}
      </td>
      <td>
        <span className={CHIP[step.state]}>{t(`job.step.${step.state}`)}</span>
      </td>
      <td className="number">{step.bytes === 0 ? null : formatBytes(step.bytes, language)}</td>
    </tr>
  );
}

/** Each step of a capture and how it ended. */
export function JobDialog({ jobId }: { readonly jobId: JobId }): ReactNode {
  const words = useWords();
  const { t, translate } = words;
  const host = useHost();
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId) ?? null);
  if (job === null) return null;
  const { done, total } = jobProgress(job);
  const running = job.state === 'running';
  const missing = missingOf(job);
  const several = new Set(job.steps.map(({ target }) => target)).size > 1;
  return (
    <DialogFrame
      title={translate(job.title)}
      width={680}
      footer={
        <>
          <CopyCommands job={job} />
          {running ? (
            <Button className="button danger" onPress={() => start(() => host.call('jobs.cancel', { jobId }))}>
              {t('job.cancel')}
            </Button>
          ) : null}
          {missing === null ? null : (
            <Button className="button" onPress={() => showDialog({ type: 'capture', ...missing })}>
              {t('job.again')}
            </Button>
          )}
          <Button className="button" autoFocus onPress={() => showDialog(null)}>
            {t('dialog.close')}
          </Button>
        </>
      }
    >
      <p aria-live="polite">{t(`job.state.${job.state}`)}</p>
      <progress className="wide-progress" value={done} max={Math.max(1, total)} aria-label={translate(job.title)} />
      <table className="plain-table" aria-label={t('job.title')}>
        <tbody>
          {job.steps.map((step) => (
            <StepRow key={step.id} step={step} target={several ? uriLabel(step.target, words) : null} />
          ))}
        </tbody>
      </table>
    </DialogFrame>
  );
}
