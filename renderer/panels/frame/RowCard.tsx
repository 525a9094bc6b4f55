import { useCallback, type ReactNode } from 'react';
import type { InspectorCard } from '../../../shared/artifacts/artifact-kind.ts';
import type { LineSpan } from '../../../shared/base/parsed.ts';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { findArtifact } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import type { Selection } from '../../state/session-store.ts';
import { ErrorNotice } from '../notices/ErrorNotice.tsx';
import { RawExcerpt } from './RawExcerpt.tsx';

export interface RowCardProps {
  readonly view: CaseView;
  readonly artifact: ArtifactSummary;
  readonly selection: Selection;
}

interface JumpProps {
  readonly artifact: ArtifactSummary;
  readonly line: number;
  readonly children: ReactNode;
}

function Jump({ artifact, line, children }: JumpProps): ReactNode {
  const { t } = useWords();
  return (
    <button type="button" className="jump" title={t('inspector.line', { line })} onClick={() => goTo({ type: 'raw', capture: artifact.capture, line })}>
      {children}
    </button>
  );
}

function RawJump({ artifact, span }: { readonly artifact: ArtifactSummary; readonly span: LineSpan }): ReactNode {
  const { t } = useWords();
  return (
    <Jump artifact={artifact} line={span.first}>
      {span.first === span.last ? t('inspector.raw', { line: span.first }) : t('inspector.raw-lines', { first: span.first, last: span.last })}
    </Jump>
  );
}

function Card({ view, artifact, card }: { readonly view: CaseView; readonly artifact: ArtifactSummary; readonly card: InspectorCard }): ReactNode {
  const { t, translate } = useWords();
  return (
    <>
      <dl className="facts">
        {card.facts.map(({ label, value, span, artifact: other }, i) => {
          const where = other === undefined ? artifact : (findArtifact(view, other) ?? artifact);
          const text = typeof value === 'string' ? value : translate(value);
          return (
            // Facts have no identity of their own; their order is fixed by the kind.
            <div key={i}>
              <dt className={label === card.facts[i - 1]?.label ? 'visually-hidden' : undefined}>{translate({ key: label, params: {} })}</dt>
              <dd>{span === null ? text : <Jump artifact={where} line={span.first}>{text}</Jump>}</dd>
            </div>
          );
        })}
      </dl>
      {card.block.length === 0 ? null : (
        <section className="inspector-section">
          <h3>{t('inspector.stack')}</h3>
          <ol className="stack" tabIndex={0} aria-label={t('inspector.stack')}>
            {card.block.map(({ text, line, look }) => (
              <li key={line} className={`stack-${look}`}>
                <button type="button" title={t('inspector.line', { line })} onClick={() => goTo({ type: 'raw', capture: artifact.capture, line })}>
                  <span className="line-number">{line}</span>
                  {text}
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function PlainFacts({ facts }: { readonly facts: Selection['facts'] }): ReactNode {
  const { translate } = useWords();
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{translate({ key: label, params: {} })}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts, stack and raw lines of what is selected. */
export function RowCard({ view, artifact, selection }: RowCardProps): ReactNode {
  const { t, translate } = useWords();
  const host = useHost();
  const caseId = view.entry.id;
  const { row, title, facts, span, artifacts } = selection;
  const table = artifacts.length === 1 && row !== null ? row.view : null;
  const index = row?.row ?? 0;
  const load = useCallback(
    () => (table === null ? Promise.resolve(null) : host.call('row.inspect', { caseId, artifact: artifact.id, view: table, row: index })),
    [host, caseId, artifact.id, table, index],
  );
  const { value, error, loading } = useLoaded(load);
  const card = table === null ? null : value;
  const plain = card === null && (!loading || table === null);
  const heading = card?.title ?? title;
  return (
    <section className="inspector-section" aria-busy={loading}>
      <h2 className="inspector-title">{heading === null ? (facts[0]?.value ?? t('inspector.row')) : translate(heading)}</h2>
      {span === null ? null : <RawJump artifact={artifact} span={span} />}
      {error === null ? null : <ErrorNotice error={error} />}
      {card === null ? null : <Card view={view} artifact={artifact} card={card} />}
      {plain && facts.length > 0 ? <PlainFacts facts={facts} /> : null}
      {plain && span !== null ? <RawExcerpt view={view} artifact={artifact} span={span} /> : null}
      {plain && facts.length === 0 && span === null ? <p className="muted small">{t('inspector.nothing')}</p> : null}
    </section>
  );
}
