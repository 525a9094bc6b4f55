import type { ReactNode } from 'react';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { artifactFullName, clockTime, kindTitle } from '../../selectors/artifact-names.ts';
import { momentOf } from '../../selectors/moment.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { ClockNote } from './ClockNote.tsx';

interface Mark {
  readonly artifact: ArtifactSummary;
  readonly ms: number;
}

function marksOf(view: CaseView): readonly Mark[] {
  return view.artifacts.flatMap((artifact) => {
    const ms = momentOf(view, artifact);
    return ms === null ? [] : [{ artifact, ms }];
  });
}

function Lane({ view, kind, marks, from, span }: { readonly view: CaseView; readonly kind: string; readonly marks: readonly Mark[]; readonly from: number; readonly span: number }): ReactNode {
  const words = useWords();
  return (
    <li className="lane">
      <span className="lane-name cut">{kindTitle(kind, words)}</span>
      <span className="lane-track">
        {marks.map(({ artifact, ms }) => {
          const [table] = artifact.tables;
          return (
            <button
              key={artifact.id}
              type="button"
              className="lane-mark"
              style={{ left: `${(100 * (ms - from)) / span}%` }}
              aria-label={artifactFullName(view, artifact, words)}
              title={artifactFullName(view, artifact, words)}
              onClick={() => (table === undefined ? undefined : goTo({ type: 'table', artifact: artifact.id, view: table.view, search: '' }))}
            />
          );
        })}
      </span>
    </li>
  );
}

/** Captures of all kinds on one clock; each opens its main table. Nothing while fewer than two times are known. */
export function TimeLine({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const marks = marksOf(view).toSorted((a, b) => a.ms - b.ms);
  const first = marks[0];
  const last = marks.at(-1);
  if (first === undefined || last === undefined || first.ms === last.ms) return null;
  const kinds = [...new Set(view.artifacts.map(({ kind }) => kind))];
  return (
    <section className="section">
      <h2>{t('overview.time-line')}</h2>
      <ul className="lanes">
        {kinds.map((kind) => (
          <Lane key={kind} view={view} kind={kind} marks={marks.filter(({ artifact }) => artifact.kind === kind)} from={first.ms} span={last.ms - first.ms} />
        ))}
      </ul>
      <p className="lane-clock">
        <span>{clockTime(new Date(first.ms).toISOString())}</span>
        <span>{t('overview.span', { span: last.ms - first.ms })}</span>
        <span>{clockTime(new Date(last.ms).toISOString())}</span>
      </p>
      <ClockNote view={view} />
    </section>
  );
}
