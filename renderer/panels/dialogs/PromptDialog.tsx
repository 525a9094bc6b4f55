import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { assertNever } from '../../../shared/base/assert-never.ts';
import type { OpenPrompt, Prompt, PromptAnswer } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useLive } from '../../state/live-store.ts';
import { DialogFrame } from './DialogFrame.tsx';
import { PromptSlot } from './prompt-slot.ts';

type Of<Type extends Prompt['type']> = Extract<Prompt, { type: Type }>;
type Answer = (answer: PromptAnswer) => void;

/** Refuse has the focus: Enter by habit must not trust anything. */
function RefuseOr({ action, answer }: { readonly action: string; readonly answer: Answer }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Button className="button" onPress={() => answer({ type: 'yes' })}>
        {action}
      </Button>
      <Button className="button primary" autoFocus onPress={() => answer({ type: 'refused' })}>
        {t('prompt.refuse')}
      </Button>
    </>
  );
}

function HostKeyPrompt({ prompt, answer }: { readonly prompt: Of<'host-key'>; readonly answer: Answer }): ReactNode {
  const { t } = useWords();
  return (
    <DialogFrame role="alertdialog" title={t('prompt.host-key.title')} onClose={() => answer({ type: 'refused' })} footer={<RefuseOr action={t('prompt.host-key.trust')} answer={answer} />}>
      <p>{t('prompt.host-key.body', { host: prompt.host, port: String(prompt.port) })}</p>
      <dl className="facts">
        <div>
          <dt>{t('prompt.host-key.type')}</dt>
          <dd className="code">{prompt.keyType}</dd>
        </div>
        <div>
          <dt>{t('prompt.host-key.fingerprint')}</dt>
          <dd className="code">{prompt.fingerprint}</dd>
        </div>
      </dl>
    </DialogFrame>
  );
}

function ImpactPrompt({ prompt, answer }: { readonly prompt: Of<'allow-impact'>; readonly answer: Answer }): ReactNode {
  const { t, translate } = useWords();
  return (
    <DialogFrame role="alertdialog" title={t('prompt.impact.title', { impact: t(`plan.impact.${prompt.impact}`) })} onClose={() => answer({ type: 'refused' })} footer={<RefuseOr action={t('prompt.allow')} answer={answer} />}>
      <p className="code">{prompt.command}</p>
      <p>{translate(prompt.effect)}</p>
      <p className="warning-text">{t('plan.worst', { worst: translate(prompt.worstCase) })}</p>
    </DialogFrame>
  );
}

interface QuestionsProps {
  readonly title: string;
  readonly intro: string | null;
  readonly questions: readonly { readonly text: string; readonly echo: boolean }[];
  onAnswers(values: readonly string[]): void;
  onRefuse(): void;
}

function Questions({ title, intro, questions, onAnswers, onRefuse }: QuestionsProps): ReactNode {
  const { t } = useWords();
  const [values, setValues] = useState<readonly string[]>(() => questions.map(() => ''));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAnswers(values);
  };
  return (
    <DialogFrame role="alertdialog" title={title} onClose={onRefuse}>
      <form className="section" autoComplete="off" onSubmit={submit}>
        {intro === null ? null : <p>{intro}</p>}
        {questions.map(({ text, echo }, i) => (
          <label key={i} className="field">
            <span className="label">{text}</span>
            <input type={echo ? 'text' : 'password'} autoComplete="off" autoFocus={i === 0} value={values[i] ?? ''} onChange={({ target }) => setValues(values.map((value, at) => (at === i ? target.value : value)))} />
          </label>
        ))}
        <p className="muted small">{t('prompt.not-stored')}</p>
        <div className="dialog-buttons">
          <Button className="button" onPress={onRefuse}>
            {t('dialog.cancel')}
          </Button>
          <Button className="button primary" type="submit">
            {t('prompt.continue')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

function SecretPrompt({ prompt, answer }: { readonly prompt: Of<'secret'>; readonly answer: Answer }): ReactNode {
  const { t } = useWords();
  return (
    <Questions
      title={t(`prompt.${prompt.purpose}.title`)}
      intro={prompt.attempt > 1 ? t('prompt.again', { attempt: prompt.attempt }) : null}
      questions={[{ text: t(`prompt.${prompt.purpose}.for`, { for: prompt.for }), echo: false }]}
      onAnswers={([value = '']) => answer({ type: 'secret', value })}
      onRefuse={() => answer({ type: 'refused' })}
    />
  );
}

function InteractivePrompt({ prompt, answer }: { readonly prompt: Of<'keyboard-interactive'>; readonly answer: Answer }): ReactNode {
  const { t } = useWords();
  return (
    <Questions
      title={t('prompt.interactive.title', { for: prompt.for })}
      intro={prompt.instruction === '' ? null : prompt.instruction}
      questions={prompt.questions}
      onAnswers={(values) => answer({ type: 'answers', values })}
      onRefuse={() => answer({ type: 'refused' })}
    />
  );
}

function Ask({ open: { prompt }, answer }: { readonly open: OpenPrompt; readonly answer: Answer }): ReactNode {
  switch (prompt.type) {
    case 'host-key':
      return <HostKeyPrompt prompt={prompt} answer={answer} />;
    case 'secret':
      return <SecretPrompt prompt={prompt} answer={answer} />;
    case 'keyboard-interactive':
      return <InteractivePrompt prompt={prompt} answer={answer} />;
    case 'allow-impact':
      return <ImpactPrompt prompt={prompt} answer={answer} />;
    default:
      return assertNever(prompt);
  }
}

/** The oldest open question. Esc answers it with no. */
export function PromptDialog(): ReactNode {
  const host = useHost();
  const open = useLive((live) => live.prompts[0] ?? null);
  if (open === null) return null;
  const answer: Answer = (given) => {
    useLive.setState(({ prompts }) => ({ prompts: prompts.filter(({ id }) => id !== open.id) }));
    start(() => host.call('prompts.answer', { promptId: open.id, answer: given.type === 'answers' ? { type: 'answers', values: [...given.values] } : given }));
  };
  return (
    <PromptSlot value={null}>
      <Ask key={open.id} open={open} answer={answer} />
    </PromptSlot>
  );
}
