import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Finding } from '../../../shared/artifacts/finding.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { useLoaded } from '../../host/use-loaded.ts';
import { evidenceLines, viewLinks, type EvidenceLine } from '../../selectors/finding-links.ts';
import { findingPlace } from '../../selectors/finding-place.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { goTo, goToLines } from '../../state/case-actions.ts';
import { SeverityGlyph } from '../../widgets/SeverityGlyph.tsx';
import { copyText } from '../copy-text.ts';
import { Sentence } from '../Sentence.tsx';
import { CauseChain } from './CauseChain.tsx';
import { FindingTitle } from './FindingTitle.tsx';

const SHOWN_LINES = 8;

interface FindingProps {
  readonly view: CaseView;
  readonly finding: Finding;
  /** The first of all: drawn large, with its details open. */
  readonly lead: boolean;
}

function asText(view: CaseView, finding: Finding, lines: readonly EvidenceLine[], words: Words): string {
  const place = findingPlace(view, finding, words);
  const details = finding.details.map((detail) => `  ${words.translate(detail)}`);
  return [`[${words.t(`overview.severity.${finding.severity}`)}] ${words.translate(finding.title)} (${[words.t(`overview.certainty.${finding.certainty}`), ...(place === null ? [] : [place])].join(', ')})`, ...details, ...lines.map(({ label }) => `  ${label}`)].join('\n');
}

/** The evidence itself, line by line; each opens the raw text there. */
function EvidenceList({ view, lines }: { readonly view: CaseView; readonly lines: readonly EvidenceLine[] }): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const caseId = view.entry.id;
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, SHOWN_LINES);
  const load = useCallback(
    () => Promise.all(lines.slice(0, all ? lines.length : SHOWN_LINES).map(({ capture, line }) => host.call('raw.lines', { caseId, captureId: capture, from: line, count: 1 }))),
    [host, caseId, lines, all],
  );
  const { value: texts } = useLoaded(load);
  return (
    <ul className="evidence">
      {shown.map((line, i) => (
        <li key={`${line.key}:${i}`}>
          <button type="button" className="evidence-line" onClick={() => goTo(line.place)}>
            <span className="evidence-where">{line.label}</span>
            <code className="cut">{texts?.[i]?.lines[0]?.trim() ?? ''}</code>
          </button>
        </li>
      ))}
      {shown.length === lines.length ? null : (
        <li>
          <button type="button" className="jump" onClick={() => setAll(true)}>
            {t('overview.more-evidence', { count: lines.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

function Actions({ view, finding, lines }: { readonly view: CaseView; readonly finding: Finding; readonly lines: readonly EvidenceLine[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const host = useHost();
  const [first] = lines;
  return (
    <>
      {viewLinks(view, finding, words).map(({ title, place, lines: held }) => (
        <button key={title} type="button" className="jump" onClick={() => start(() => goToLines(host, view.entry.id, place, held))}>
          {t('overview.show-in', { view: title })}
        </button>
      ))}
      {first === undefined ? null : (
        <button type="button" className="jump" onClick={() => goTo(first.place)}>
          {first.label}
        </button>
      )}
      <button type="button" className="jump" onClick={() => copyText(asText(view, finding, lines, words))}>
        {t('overview.copy')}
      </button>
    </>
  );
}

export function FindingCard({ view, finding, lead }: FindingProps): ReactNode {
  const words = useWords();
  const { t, translate } = words;
  const [open, setOpen] = useState(false);
  const lines = useMemo(() => evidenceLines(view, finding, words), [view, finding, words]);
  return (
    <li className={lead ? `finding lead ${finding.severity}` : 'finding'}>
      <SeverityGlyph severity={finding.severity} label={t(`overview.severity.${finding.severity}`)} />
      <div className="finding-body">
        <FindingTitle view={view} finding={finding} />
        {(lead || open) && finding.chain !== undefined ? <CauseChain links={finding.chain} /> : null}
        {(lead || open ? finding.details : []).map((detail, i) => (
          <p key={i} className="finding-detail">
            <Sentence text={translate(detail)} />
          </p>
        ))}
        <div className="finding-actions">
          <Button className="why" aria-expanded={open} onPress={() => setOpen(!open)}>
            {t('overview.why', { count: lines.length })}
          </Button>
          <Actions view={view} finding={finding} lines={lines} />
        </div>
        {open ? <EvidenceList view={view} lines={lines} /> : null}
      </div>
    </li>
  );
}
