import { message, type Message } from '../base/message.ts';
import { assertNever } from '../base/assert-never.ts';
import { repairPhrase } from '../evidence/envelope/messages.ts';
import type { Block, DocumentSection } from './document.ts';
import { shortSentence, sourceName, type ComposeContext } from './names.ts';
import type { ReportInput, ReportSource } from './report-input.ts';
import { unrecognisedSentence } from './unrecognised-sentence.ts';

/** Support bundles hold hundreds of files that no kind reads; the table of captures lists them all. */
const TROUBLES_SHOWN = 20;

/** What is wrong with an input; null when nothing is. */
function troubleOf(source: ReportSource, context: ComposeContext): Message | null {
  const name = sourceName(source);
  switch (source.kind) {
    case 'unreadable':
      return message('report.summary.unreadable', { name, because: source.because });
    case 'left-out':
      return message('report.summary.left-out', { name, because: source.because });
    case 'capture':
      if (source.capture.completeness.status === 'partial') {
        const { reason, detail } = source.capture.completeness;
        return message('report.summary.partial', { name, reason: context.translate(message(`report.reason.${reason}`)), detail });
      }
      break;
    case 'file':
      break;
    default:
      return assertNever(source);
  }
  const why = source.reading?.unrecognised;
  return why ? message('report.summary.unrecognised', { name, what: context.translate(unrecognisedSentence(why)) }) : null;
}

export function composeSummary(input: ReportInput, context: ComposeContext): DocumentSection {
  const { translate, names } = context;
  const blocks: Block[] = [];
  const add = (sentence: Message, look: 'plain' | 'warning' | 'muted' = 'plain'): void => {
    blocks.push({ type: 'paragraph', text: shortSentence(sentence, translate), look });
  };
  const count = (severity: string): number => input.findings.filter(({ finding }) => finding.severity === severity).length;
  const kinds = new Map<string, number>();
  for (const { kind } of input.artifacts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);

  const parts = [message('report.summary.inputs', { count: input.sources.length })];
  for (const [kind, number] of kinds) parts.push(message('report.summary.kind', { kind: names.kind(kind), count: number }));
  blocks.push({ type: 'paragraph', text: parts.map((part) => translate(part)).join(' '), look: 'plain' });
  if (input.artifacts.length === 0) add(message('report.summary.nothing'), 'warning');
  else if (input.findings.length === 0) add(message('report.summary.no-findings'));
  else add(message('report.summary.findings', { critical: count('critical'), warning: count('warning'), info: count('info') }));
  const troubles = input.sources.flatMap((source) => troubleOf(source, context) ?? []);
  for (const trouble of troubles.slice(0, TROUBLES_SHOWN)) add(trouble, 'warning');
  if (troubles.length > TROUBLES_SHOWN) add(message('report.summary.more-trouble', { count: troubles.length - TROUBLES_SHOWN }), 'warning');
  for (const source of input.sources) {
    const repairs = source.kind === 'unreadable' || source.kind === 'left-out' ? [] : (source.reading?.repairs ?? []);
    if (repairs.length > 0) add(message('report.summary.repaired', { name: sourceName(source), what: repairs.map((repair) => translate(repairPhrase(repair))).join(', ') }), 'muted');
  }
  return { heading: translate(message('report.summary')), blocks };
}
