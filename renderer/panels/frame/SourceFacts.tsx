import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { ArtifactSummary } from '../../../shared/engine/engine.ts';
import { clocksOfTargets, clockSentence } from '../../../shared/evidence/clocks-of-targets.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { RepairNote } from '../../artifacts/RepairNote.tsx';
import { artifactTime, dateTime, findCapture } from '../../selectors/artifact-names.ts';
import { completenessText } from '../../selectors/completeness-text.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';

type Fact = readonly [label: string, value: string | null, code?: boolean];

function clockText(capture: RawCapture, words: Words): string | null {
  const [clock] = clocksOfTargets([capture]);
  return clock === undefined ? null : words.translate(clockSentence(clock, uriLabel(clock.target, words)));
}

function captureFacts(capture: RawCapture, words: Words): readonly Fact[] {
  const { t, language } = words;
  const imported = capture.transport === 'imported-file';
  return [
    [t('source.capture'), capture.name],
    [t('source.state'), completenessText(capture, words)],
    [t('source.target'), imported || capture.target === null ? t('source.imported') : uriLabel(capture.target, words)],
    [t('source.archive'), capture.archive?.name ?? null],
    [t('source.member'), capture.archive?.member ?? null, true],
    [t('source.archive-sha256'), capture.archive?.sha256 || null, true],
    [t('source.clock'), clockText(capture, words)],
    [t('source.pid'), capture.pid === null ? null : String(capture.pid)],
    [t('source.command'), capture.argv.length === 0 ? null : capture.argv.join(' '), true],
    [t('source.size'), formatBytes(capture.stdout.bytes, language)],
    [t('source.sha256'), capture.stdout.sha256, true],
  ];
}

function artifactFacts(view: CaseView, artifact: ArtifactSummary, words: Words): readonly Fact[] {
  const time = artifactTime(view, artifact);
  const reading = view.readings.find(({ capture }) => capture === artifact.capture);
  return [
    [words.t('source.time'), time === null ? null : dateTime(time, words)],
    [words.t('source.tool'), artifact.tool],
    [words.t('source.lines'), `${artifact.span.first}–${artifact.span.last}`],
    [words.t('source.unparsed'), artifact.unparsedLines === 0 ? null : String(artifact.unparsedLines)],
    [words.t('source.encoding'), reading?.encoding ?? null],
  ];
}

/** Where the rows in view came from. */
export function SourceFacts({ view, artifact }: { readonly view: CaseView; readonly artifact: ArtifactSummary }): ReactNode {
  const words = useWords();
  const capture = findCapture(view, artifact.capture);
  const facts = [...artifactFacts(view, artifact, words), ...(capture === null ? [] : captureFacts(capture, words))].filter(([, value]) => value !== null);
  return (
    <section className="inspector-section">
      <h2 className="inspector-subtitle">{words.t('inspector.source')}</h2>
      <dl className="facts">
        {facts.map(([label, value, code]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={code ? 'code' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <RepairNote view={view} capture={artifact.capture} />
    </section>
  );
}
