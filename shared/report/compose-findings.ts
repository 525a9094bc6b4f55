import { message } from '../base/message.ts';
import type { DocumentFinding, DocumentSection } from './document.ts';
import { shortSentence, type ComposeContext } from './names.ts';
import type { ReportFinding, ReportInput } from './report-input.ts';

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
    certaintyLabel: translate(message(`report.certainty.${finding.certainty}`)),
    title: shortSentence(finding.title, translate),
    details: finding.details.map((detail) => shortSentence(detail, translate)),
    excerpts: shown,
    note: more > 0 ? translate(message('report.evidence-more', { count: more })) : null,
  };
}

export function composeFindings(input: ReportInput, context: ComposeContext): DocumentSection {
  return { heading: context.translate(message('report.findings')), blocks: input.findings.map((found) => findingBlock(found, context)) };
}
