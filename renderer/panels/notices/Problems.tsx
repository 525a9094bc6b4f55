import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { dismissProblem, useSession } from '../../state/session-store.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

/** Failures of what a person started, until dismissed. */
export function Problems(): ReactNode {
  const { t } = useWords();
  const problems = useSession((session) => session.problems);
  if (problems.length === 0) return null;
  return (
    <section className="problems" aria-label={t('problem.label')}>
      {problems.map(({ id, error }) => (
        <div key={id} className="floating">
          <ErrorNotice error={error} onDismiss={() => dismissProblem(id)} />
        </div>
      ))}
    </section>
  );
}
