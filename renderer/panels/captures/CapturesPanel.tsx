import type { ReactNode } from 'react';
import type { Diagnostic } from '../../../shared/base/parsed.ts';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { artifactFullName } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { SeverityGlyph, type Severity } from '../../widgets/SeverityGlyph.tsx';
import { FaultNotice } from '../notices/FaultNotice.tsx';
import { CaptureTable } from './CaptureTable.tsx';
import { DiskUse } from './DiskUse.tsx';
import { LeftOutTable } from './LeftOutTable.tsx';
import './captures.css';

const LOOK: Readonly<Record<Diagnostic['severity'], Severity>> = { error: 'critical', warning: 'warning', info: 'info' };

function DiagnosticRow({ artifact, diagnostic }: { readonly artifact: ArtifactSummary; readonly diagnostic: Diagnostic }): ReactNode {
  const { t, translate } = useWords();
  const { span } = diagnostic;
  return (
    <li className="diagnostic">
      <SeverityGlyph severity={LOOK[diagnostic.severity]} />
      <span>{translate(diagnostic.message)}</span>
      <code className="muted">{diagnostic.code}</code>
      {span === null ? null : (
        <button type="button" className="jump" onClick={() => goTo({ type: 'raw', capture: artifact.capture, line: span.first })}>
          {t('inspector.line', { line: span.first })}
        </button>
      )}
    </li>
  );
}

function Diagnostics({ view, artifact }: { readonly view: CaseView; readonly artifact: ArtifactSummary }): ReactNode {
  const words = useWords();
  return (
    <section className="section">
      <div className="section-head">
        <h3>{words.t('capture.artifact', { name: artifactFullName(view, artifact, words), first: artifact.span.first, last: artifact.span.last })}</h3>
        {artifact.unparsedLines === 0 ? null : <span className="chip warning">{words.t('capture.unparsed', { count: artifact.unparsedLines })}</span>}
      </div>
      <ul>
        {artifact.diagnostics.map((diagnostic, i) => (
          <DiagnosticRow key={i} artifact={artifact} diagnostic={diagnostic} />
        ))}
      </ul>
    </section>
  );
}

/** Every capture, and everything a parser wants known of it. */
export function CapturesPanel({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const isFile = useSnapshot() !== null;
  const told = view.artifacts.filter(({ diagnostics, unparsedLines }) => diagnostics.length > 0 || unparsedLines > 0);
  return (
    <div className="panel" tabIndex={-1}>
      <div className="page">
        <section className="section">
          <h2>{t('captures.title')}</h2>
          <FaultNotice view={view} />
          <CaptureTable view={view} />
          {isFile ? null : <DiskUse view={view} />}
        </section>
        <LeftOutTable view={view} />
        <section className="section">
          <h2>{t('captures.diagnostics')}</h2>
          {told.length === 0 ? <p className="muted">{t('captures.no-diagnostics')}</p> : null}
          {told.map((artifact) => (
            <Diagnostics key={artifact.id} view={view} artifact={artifact} />
          ))}
        </section>
      </div>
    </div>
  );
}
