import type { ReactNode } from 'react';
import type { CapturePlan, PlanStep } from '../../../shared/collect/plan.ts';
import { kindTitle } from '../../selectors/artifact-names.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';

const CHIP = { none: 'chip', low: 'chip', medium: 'chip warning', high: 'chip critical' } as const;

export interface PlanViewProps {
  readonly plan: CapturePlan;
  readonly allowed: ReadonlySet<string>;
  onAllow(step: string, allow: boolean): void;
}

function Step({ step, target, allowed, onAllow }: { readonly step: PlanStep; readonly target: string | null; readonly allowed: boolean; onAllow(allow: boolean): void }): ReactNode {
  const words = useWords();
  const { t, translate } = words;
  const high = step.impact === 'high';
  return (
    <li className={high && !allowed ? 'plan-step off' : 'plan-step'}>
      <div className="plan-head">
        <strong>{kindTitle(step.kind, words)}</strong>
        <span className="muted small cut">
          {target === null ? null : `${target} · `}
          {step.processName === null ? `pid ${step.pid}` : t('plan.command-of', { pid: step.pid, name: step.processName })}
        </span>
        <span className={CHIP[step.impact]}>{t(`plan.impact.${step.impact}`)}</span>
      </div>
      <code className="plan-command">{step.command}</code>
      {step.script === null ? null : (
        <details className="plan-script">
          <summary>{t('plan.script', { count: step.script.trimEnd().split('\n').length })}</summary>
          <pre tabIndex={0} aria-label={t('plan.script-of', { command: step.command })}>
            {step.script}
          </pre>
        </details>
      )}
      <p className="small">{translate(step.effect)}</p>
      <p className="small muted">{t('plan.worst', { worst: translate(step.worstCase) })}</p>
      {step.skipped.map(({ alternative, because }) => (
        <p key={alternative} className="small muted">
          {t('plan.skipped', { alternative, because: translate(because) })}
        </p>
      ))}
      {high ? (
        <label className="tick">
          <input type="checkbox" checked={allowed} onChange={({ target }) => onAllow(target.checked)} />
          <span>{t('plan.allow-high')}</span>
        </label>
      ) : null}
    </li>
  );
}

/** The exact commands, before any of them runs. */
export function PlanView({ plan, allowed, onAllow }: PlanViewProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const several = new Set([...plan.steps, ...plan.impossible].map(({ target }) => target)).size > 1;
  return (
    <>
      <p className="muted small">{plan.rounds === 1 ? t('plan.once') : t('plan.each-round', { rounds: plan.rounds, interval: plan.intervalMs })}</p>
      <ol className="plan-steps">
        {plan.steps.map((step) => (
          <Step key={step.id} step={step} target={several ? uriLabel(step.target, words) : null} allowed={allowed.has(step.id)} onAllow={(allow) => onAllow(step.id, allow)} />
        ))}
      </ol>
      {plan.impossible.map(({ target, pid, kind, because }) => (
        <p key={`${target}/${pid}/${kind}`} className="small warning-text">
          {t('plan.impossible', { kind: kindTitle(kind, words), pid: several ? `${pid} · ${uriLabel(target, words)}` : pid, because: words.translate(because) })}
        </p>
      ))}
    </>
  );
}
