import type { Finding } from '../artifacts/finding.ts';
import { message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import type { Block, DocumentFinding, DocumentSection } from './document.ts';
import { shortSentence, type ComposeContext } from './names.ts';
import { REPORT_FINDINGS, type ReportFinding, type ReportInput } from './report-input.ts';

function certaintyLabel({ certainty, seenIn }: Finding, translate: Translate): string {
  const how = translate(message(`report.certainty.${certainty}`));
  return seenIn === undefined ? how : translate(message('report.certainty.seen-in', { how, ...seenIn }));
}

function findingBlock({ finding, excerpts }: ReportFinding, { translate, names }: ComposeContext): DocumentFinding {
  const shown = excerpts.map((excerpt) => ({
    place: `${names.source(excerpt.artifact)}:${excerpt.line}`,
    line: excerpt.line,
    from: excerpt.from,
    lines: excerpt.lines,
  }));
  const more = finding.evidence.length - shown.length;
  return {
    type: 'finding',
    severity: finding.severity,
    severityLabel: translate(message(`report.severity.${finding.severity}`)),
    certaintyLabel: certaintyLabel(finding, translate),
    title: shortSentence(finding.title, translate),
    details: finding.details.map((detail) => shortSentence(detail, translate)),
    excerpts: shown,
    note: more > 0 ? translate(message('report.evidence-more', { count: more })) : null,
  };
}

export function composeFindings(input: ReportInput, context: ComposeContext): DocumentSection {
  const blocks: Block[] = input.findings.slice(0, REPORT_FINDINGS).map((found) => findingBlock(found, context));
  const more = input.findings.length - blocks.length;
  if (more > 0) blocks.push({ type: 'paragraph', text: context.translate(message('report.findings-more', { count: more })), look: 'muted' });
  return { heading: context.translate(message('report.findings')), blocks };
}
