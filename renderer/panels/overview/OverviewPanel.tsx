import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Finding } from '../../../shared/artifacts/finding.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { findArtifact, findCapture } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useLater } from '../../widgets/use-later.ts';
import { CaptureTable } from '../captures/CaptureTable.tsx';
import { useCommands } from '../palette/CommandContext.tsx';
import { FaultNotice } from '../notices/FaultNotice.tsx';
import { LeftOutTable } from '../captures/LeftOutTable.tsx';
import { AttentionList } from './AttentionList.tsx';
import { ConnectionSection } from './ConnectionSection.tsx';
import { FirstLooks } from './FirstLooks.tsx';
import { FindingCard } from './FindingCard.tsx';
import { KeyFigures } from './KeyFigures.tsx';
import { TimeLine } from './TimeLine.tsx';
import './overview.css';

function EmptyCase({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const commands = useCommands();
  return (
    <div className="empty-state">
      <LeftOutTable view={view} />
      <p>{t('overview.empty')}</p>
      <p className="muted">{t('overview.empty.next')}</p>
      <div className="button-row">
        {['capture', 'open-files', 'sample']
          .flatMap((id) => commands.find((command) => command.id === id) ?? [])
          .map((command) => (
            <Button key={command.id} className="button" onPress={command.run}>
              {command.title}
            </Button>
          ))}
      </div>
    </div>
  );
}

/** The first file of the case is on its way. */
function Arriving({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <div className="panel" tabIndex={-1}>
      <div className="page overview">
        <div className="overview-findings">
          <FirstLooks view={view} />
        </div>
      </div>
    </div>
  );
}

/** Stays the same while more captures arrive, so that an opened finding stays open; of processes on several targets each has its own. */
function findingKey(view: CaseView, { rule, subject, evidence: [first] }: Finding): string {
  const artifact = findArtifact(view, first.artifact);
  const capture = artifact === null ? null : findCapture(view, artifact.capture);
  return JSON.stringify([rule, subject ?? first, capture?.target, capture?.pid]);
}

/** Ranked, the rest matters little; hundreds at once would hold up the window. */
const SHOWN_FIRST = 12;
/** What stands above the fold. */
const SHOWN_AT_ONCE = 6;

function Findings({ view, isLater }: { readonly view: CaseView; readonly isLater: boolean }): ReactNode {
  const { t } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const more = view.findings.length - SHOWN_FIRST;
  if (view.findings.length === 0) {
    return view.loading.length > 0 ? (
      <p className="muted">{t('overview.reading')}</p>
    ) : (
      <>
        <p>{t('overview.none')}</p>
        <p className="muted">{t('overview.none.next')}</p>
      </>
    );
  }
  return (
    <>
      <ol className="findings">
        {(showsAll ? view.findings : view.findings.slice(0, isLater ? SHOWN_FIRST : SHOWN_AT_ONCE)).map((finding, i) => (
          <FindingCard key={findingKey(view, finding)} view={view} finding={finding} lead={i === 0} />
        ))}
      </ol>
      {showsAll || more <= 0 ? null : (
        <Button className="button quiet" onPress={() => setShowsAll(true)}>
          {t('overview.more-findings', { count: more })}
        </Button>
      )}
    </>
  );
}

/** Below the findings: the numbers, then where it all came from. */
function Facts({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <div className="overview-facts">
        <TimeLine view={view} />
        <KeyFigures view={view} />
      </div>
      <ConnectionSection view={view} />
      <section className="section overview-captures">
        <h2>{t('overview.captures')}</h2>
        <CaptureTable view={view} />
      </section>
    </>
  );
}

/** The most important sentence first, alone: the facts of a hundred captures would hold up its frame. */
function OverviewOfCaptures({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const isLater = useLater();
  return (
    <div className="panel" tabIndex={-1}>
      <div className="page overview">
        <div className="overview-findings">
          <FaultNotice view={view} />
          <FirstLooks view={view} />
          <section className="section">
            <h2>{t('overview.findings')}</h2>
            <Findings view={view} isLater={isLater} />
          </section>
          <AttentionList view={view} />
        </div>
        {isLater ? <Facts view={view} /> : null}
      </div>
    </div>
  );
}

export function OverviewPanel({ view }: { readonly view: CaseView }): ReactNode {
  if (view.captures.length === 0 && view.firstLooks.length > 0) return <Arriving view={view} />;
  if (view.captures.length === 0) return <EmptyCase view={view} />;
  return <OverviewOfCaptures view={view} />;
}
