import { assertNever } from '../base/assert-never.ts';
import type { Cell } from '../base/column-table.ts';
import { message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import { clocksOfTargets, clockSentence, isOff } from '../evidence/clocks-of-targets.ts';
import type { RawCapture } from '../evidence/raw-capture.ts';
import { numberColumn, textColumn } from './compose-tables.ts';
import type { DocumentSection, DocumentTable } from './document.ts';
import type { ComposeContext } from './names.ts';
import type { ReportInput, ReportSource } from './report-input.ts';
import { unrecognisedSentence } from './unrecognised-sentence.ts';

function statusOf(source: ReportSource, translate: Translate): string {
  if (source.kind === 'left-out') return source.because;
  if (source.kind === 'unreadable') return translate(message('report.status.unreadable', { because: source.because }));
  const why = source.reading?.unrecognised;
  if (why) return translate(unrecognisedSentence(why));
  if (source.kind === 'file') return translate(message('report.status.read'));
  const { completeness } = source.capture;
  switch (completeness.status) {
    case 'complete':
      return translate(message('report.status.complete'));
    case 'partial':
      return translate(message('report.status.partial', { reason: translate(message(`report.reason.${completeness.reason}`)) }));
    default:
      return assertNever(completeness);
  }
}

/** Clocks that are off, since the times above are by this computer's. */
function clocksNote(captures: readonly RawCapture[], translate: Translate): string | null {
  const off = clocksOfTargets(captures).filter(isOff);
  return off.length === 0 ? null : off.map((clock) => translate(clockSentence(clock, clock.target))).join(' ');
}

function capturesTable(input: ReportInput, translate: Translate): DocumentTable | null {
  const captures = input.sources.filter((source) => source.kind === 'capture');
  if (captures.length === 0) return null;
  return {
    type: 'table',
    caption: '',
    columns: [
      textColumn('report.column.name', translate, 'code'),
      textColumn('report.column.status', translate),
      textColumn('report.column.target', translate, 'code'),
      numberColumn('report.column.pid', 'id', translate),
      numberColumn('report.column.round', 'id', translate),
      textColumn('report.column.started', translate),
      textColumn('report.column.ended', translate),
      textColumn('report.column.command', translate, 'code'),
      numberColumn('report.column.bytes', 'bytes', translate),
      textColumn('report.column.encoding', translate),
      textColumn('report.column.sha256', translate, 'code'),
    ],
    rows: captures.map((source): readonly Cell[] => {
      const { capture, reading } = source;
      const round = capture.series === null ? null : capture.round;
      return [capture.name, statusOf(source, translate), capture.target, capture.pid, round, capture.startedAt, capture.endedAt, capture.argv.join(' ') || null, capture.stdout.bytes, reading?.encoding ?? null, capture.stdout.sha256];
    }),
    note: clocksNote(captures.map(({ capture }) => capture), translate),
  };
}

function filesTable(input: ReportInput, translate: Translate): DocumentTable | null {
  const files = input.sources.filter((source) => source.kind !== 'capture');
  if (files.length === 0) return null;
  return {
    type: 'table',
    caption: '',
    columns: [
      textColumn('report.column.name', translate, 'code'),
      textColumn('report.column.status', translate),
      numberColumn('report.column.bytes', 'bytes', translate),
      textColumn('report.column.encoding', translate),
      textColumn('report.column.sha256', translate, 'code'),
    ],
    rows: files.map((source): readonly Cell[] =>
      source.kind === 'file'
        ? [source.path, statusOf(source, translate), source.reading.bytes, source.reading.encoding, source.sha256]
        : [source.path, statusOf(source, translate), null, null, null],
    ),
    note: null,
  };
}

/** How and when everything was obtained, partial and unreadable inputs included. */
export function composeSources(input: ReportInput, { translate }: ComposeContext): DocumentSection {
  const blocks = [capturesTable(input, translate), filesTable(input, translate)].filter((table) => table !== null);
  return { heading: translate(message('report.captures')), blocks };
}
