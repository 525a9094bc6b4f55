import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CapturePlan } from '../../../shared/collect/plan.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { processName } from '../../selectors/target-label.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { showCase } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { putJob, useLive } from '../../state/live-store.ts';
import { showDialog, type CaptureAgain, type ProcessChoice } from '../../state/session-store.ts';
import { refreshLocalJvms } from '../../state/target-actions.ts';
import { DialogFrame } from '../dialogs/DialogFrame.tsx';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { CaptureChoices } from './CaptureChoices.tsx';
import { captureRequest, firstForm, runnableSteps, type CaptureForm } from './capture-form.ts';
import { PlanView } from './PlanView.tsx';
import './capture.css';

function caseName(form: CaptureForm, words: Words): string | null {
  const [first] = form.processes;
  if (first === undefined) return null;
  const jvms = useLive.getState().jvms[first.target];
  const list = jvms === undefined || jvms.state === 'failed' ? null : jvms.list;
  const jvm = list?.jvms.find(({ pid }) => pid === first.pid);
  return words.t('plan.case-name', { name: processName({ mainClass: jvm?.mainClass ?? null }, words), pid: first.pid });
}

function startLabel(plan: CapturePlan | null, allowed: ReadonlySet<string>, { t }: Words): string {
  const steps = plan === null ? [] : runnableSteps(plan, allowed);
  if (plan === null || steps.length === 0) return t('plan.start-nothing');
  const processes = new Set(steps.map(({ target, pid }) => `${target}/${pid}`)).size;
  return t('plan.start', { rounds: t('plan.start.rounds', { count: plan.rounds }), processes: t('plan.start.processes', { count: processes }) });
}

function usePlan(form: CaptureForm): ReturnType<typeof useLoaded<CapturePlan | null>> {
  const host = useHost();
  const asked = JSON.stringify(captureRequest(form));
  const load = useCallback(async (): Promise<CapturePlan | null> => {
    const request = JSON.parse(asked) as ReturnType<typeof captureRequest>;
    return request === null ? null : host.call('capture.plan', request);
  }, [host, asked]);
  return useLoaded(load);
}

export function CaptureDialog({ preselect, again }: { readonly preselect: readonly ProcessChoice[]; readonly again: CaptureAgain | null }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const openCase = useCases((cases) => cases.view?.entry ?? null);
  const [form, setForm] = useState(() => firstForm(preselect, openCase !== null, again));
  const [allowed, setAllowed] = useState<ReadonlySet<string>>(new Set());
  const { value: plan, error, loading } = usePlan(form);
  useEffect(() => start(() => refreshLocalJvms(host)), [host]);
  const ready = plan !== null && !loading && runnableSteps(plan, allowed).length > 0;
  const [starting, setStarting] = useState(false);
  const run = async (): Promise<void> => {
    const request = captureRequest(form);
    if (request === null) return;
    const caseId = form.intoOpen && openCase !== null ? openCase.id : null;
    setStarting(true);
    const job = await host.call('capture.start', { ...request, caseId, caseName: caseId === null ? caseName(form, words) : null, outFolder: null, allowSteps: [...allowed] }).finally(() => setStarting(false));
    putJob(job);
    showDialog(null);
    await showCase(host, job.caseId);
  };
  const allow = (step: string, yes: boolean): void => setAllowed((before) => new Set(yes ? [...before, step] : [...before].filter((id) => id !== step)));
  return (
    <DialogFrame
      title={t('plan.title')}
      width={980}
      footer={
        <>
          <Button className="button" onPress={() => showDialog(null)}>
            {t('dialog.cancel')}
          </Button>
          <Button className="button primary" isDisabled={!ready || starting} onPress={() => start(run)}>
            {starting ? t('plan.starting') : startLabel(plan, allowed, words)}
          </Button>
        </>
      }
    >
      <div className="capture-columns">
        <CaptureChoices form={form} onChange={setForm} openCase={openCase?.name ?? null} />
        <section className="plan" aria-label={t('plan.what-runs')} aria-busy={loading} tabIndex={0}>
          <h3>{t('plan.what-runs')}</h3>
          {error === null ? null : <ErrorNotice error={error} />}
          {plan === null ? <p className="muted small">{t(loading && captureRequest(form) !== null ? 'plan.making' : 'plan.empty')}</p> : <PlanView plan={plan} allowed={allowed} onAllow={allow} />}
        </section>
      </div>
    </DialogFrame>
  );
}
