import { memo, type ReactNode } from 'react';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import { clocksOfTargets, clockSentence, isOff } from '../../../shared/evidence/clocks-of-targets.ts';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { artifactFullName, clockTime, dateTime } from '../../selectors/artifact-names.ts';
import { completenessText } from '../../selectors/completeness-text.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { whyUnrecognised } from '../../selectors/why-unrecognised.ts';
import { goTo } from '../../state/case-actions.ts';
import { FileName } from './FileName.tsx';
import './captures.css';

/** What the case knows of a capture beside itself. */
interface RowFacts {
  /** Why nothing was recognised in it; null when something was, or while it is being read. */
  readonly why: string | null;
  readonly readAs: string;
  /** What is wrong with its files, each with its path. */
  readonly faults: CaseView['faults'];
}

const NO_FAULTS: CaseView['faults'] = [];

function rowFacts(view: CaseView, words: Words): (capture: RawCapture) => RowFacts {
  const readings = new Map(view.readings.map((reading) => [reading.capture, reading]));
  const artifacts = new Map<CaptureId, ArtifactSummary[]>();
  for (const artifact of view.artifacts) artifacts.set(artifact.capture, [...(artifacts.get(artifact.capture) ?? []), artifact]);
  return ({ id }) => {
    const reading = readings.get(id);
    return {
      why: reading === undefined ? null : whyUnrecognised(view, reading, words),
      readAs: reading === undefined ? words.t('capture.reading') : (artifacts.get(id) ?? []).map((artifact) => artifactFullName(view, artifact, words)).join(', '),
      faults: view.faults.length === 0 ? NO_FAULTS : view.faults.filter(({ path }) => path.startsWith(`evidence/${id}/`)),
    };
  };
}

/** When it began, and what was read of the target's clock then. */
function timeFacts(capture: RawCapture, words: Words): string {
  const clocks = clocksOfTargets([capture]).map((clock) => words.translate(clockSentence(clock, uriLabel(clock.target, words))));
  return [dateTime(capture.startedAt, words), ...clocks].join('\n');
}

/** Drawn once: of hundreds of captures only the one that came is new. */
const CaptureRow = memo(function CaptureRow({ capture, why, readAs, faults }: RowFacts & { readonly capture: RawCapture }): ReactNode {
  const words = useWords();
  const partial = capture.completeness.status === 'partial';
  return (
    <tr>
      <td className="cut capture-name">
        <button type="button" className="jump cut" title={capture.name} onClick={() => goTo({ type: 'raw', capture: capture.id, line: null })}>
          <FileName path={capture.archive?.member ?? capture.name} />
        </button>
      </td>
      <td title={timeFacts(capture, words)}>
        {clockTime(capture.startedAt)}
        {clocksOfTargets([capture]).some(isOff) ? (
          <span className="chip warning" aria-hidden="true">
            {words.t('capture.clock-off')}
          </span>
        ) : null}
      </td>
      <td className="cut capture-command">
        {capture.archive !== undefined ? <span className="muted" title={capture.archive.name}>{words.t('capture.from-archive', { archive: capture.archive.name })}</span> : capture.argv.length === 0 ? <span className="muted">{words.t('capture.imported')}</span> : <code title={capture.argv.join(' ')}>{capture.argv.join(' ')}</code>}
      </td>
      {why === null ? (
        <td className="cut" title={readAs}>
          {readAs}
        </td>
      ) : (
        <td>
          <span className="chip warning">{why}</span>
        </td>
      )}
      <td>
        {faults.map(({ path, state }) => (
          <span key={path} className="chip critical" title={path}>
            {words.translate({ key: `fault.${state}`, params: {} })}
          </span>
        ))}
        <span className={partial ? 'chip warning' : capture.transport === 'imported-file' ? 'chip' : 'chip ok'}>{completenessText(capture, words)}</span>
      </td>
      <td className="number">{formatBytes(capture.stdout.bytes, words.language)}</td>
    </tr>
  );
});

/** Each capture: when, by which command, read as what, whole or partial. */
export function CaptureTable({ view }: { readonly view: CaseView }): ReactNode {
  const words = useWords();
  const { t } = words;
  const factsOf = rowFacts(view, words);
  return (
    <table className="plain-table capture-table" aria-label={t('overview.captures')}>
      <thead>
        <tr>
          <th>{t('capture.name')}</th>
          <th>{t('capture.time')}</th>
          <th>{t('capture.command')}</th>
          <th>{t('capture.read-as')}</th>
          <th>{t('capture.state')}</th>
          <th className="number">{t('capture.size')}</th>
        </tr>
      </thead>
      <tbody>
        {view.captures.map((capture) => (
          <CaptureRow key={capture.id} capture={capture} {...factsOf(capture)} />
        ))}
      </tbody>
    </table>
  );
}
