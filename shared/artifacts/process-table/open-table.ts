import type { LineSpan, ParsedArtifact } from '../../base/parsed.ts';
import { DiagnosticList } from './diagnostic-list.ts';
import type { CpuBasis, ProcessTable } from './model.ts';
import type { Header } from './read-header.ts';
import type { RowFields } from './read-row.ts';
import type { StatFields } from './read-stat-line.ts';
import type { TopHead } from './read-top-head.ts';
import type { RecipePreamble } from './recipe-preamble.ts';
import { withFullTimes } from './start-times.ts';
import { wholeProcessRows } from './whole-process-rows.ts';
import { TableBuilder, type BuiltColumns } from './table-builder.ts';

export interface Opening {
  readonly prefix: string;
  readonly source: ProcessTable['source'];
  /** null: lines of /proc/PID/stat, which need none. */
  readonly header: Header | null;
  readonly head: TopHead | null;
  readonly preamble: RecipePreamble | null;
  readonly firstLine: number;
  readonly line: number;
}

/** A table being read. */
export class OpenTable {
  readonly header: Header | null;
  readonly opening: Opening;
  readonly rows = new TableBuilder();
  readonly diagnostics: DiagnosticList;
  #lastLine: number;
  #unparsedLines = 0;
  readonly #exactCpuMs = new Map<number, { readonly cpuMs: number; readonly ticksMs: number }>();
  /** Lines since the last row; unparsed if another row follows, outside the table otherwise. */
  #strangers: number[] = [];

  constructor(opening: Opening) {
    this.opening = opening;
    this.header = opening.header;
    this.#lastLine = opening.line;
    this.diagnostics = new DiagnosticList(opening.prefix);
  }

  get strangers(): number {
    return this.#strangers.length;
  }

  get span(): LineSpan {
    return { first: this.opening.firstLine, last: this.#lastLine };
  }

  addRow(bytes: Uint8Array, fields: RowFields, line: number): void {
    this.adopt(line);
    this.rows.add(bytes, fields, line);
    const clockMs = this.opening.preamble?.clockMs ?? null;
    if (clockMs !== null && !Number.isNaN(fields.elapsedMs)) this.rows.setNumber('startedMs', this.rows.rowCount - 1, clockMs - fields.elapsedMs);
  }

  /** Makes the CPU time of a row of ps exact; a thread or process without a row began after ps looked. */
  refine({ pid, cpuTicks }: StatFields, line: number): void {
    this.adopt(line);
    const ticksMs = 1000 / (this.opening.preamble?.ticksPerSecond ?? 100);
    this.#exactCpuMs.set(pid, { cpuMs: cpuTicks * ticksMs, ticksMs });
  }

  addBroken(line: number): void {
    this.adopt(line);
    this.#unparsedLines += 1;
    this.diagnostics.tell('PT-UNREADABLE-ROW', 'warning', { first: line, last: line });
  }

  addStranger(line: number): void {
    this.#strangers.push(line);
  }

  /** Takes a line in, and with it those since the last one. */
  adopt(line: number): void {
    for (const stranger of this.#strangers) {
      this.#unparsedLines += 1;
      this.diagnostics.tell('PT-UNKNOWN-LINE', 'warning', { first: stranger, last: stranger });
    }
    if (this.#strangers.length > 0) this.#strangers = [];
    this.#lastLine = line;
  }

  finish(cpuBasis: CpuBasis): ParsedArtifact<ProcessTable> {
    const { source, preamble, head } = this.opening;
    const columns = this.rows.columns();
    this.#refineAll(columns);
    const rowsAre = this.#listsThreads(columns) ? 'threads' : 'processes';
    const startedMs = columns.startedMs.slice();
    const startedAt = withFullTimes(columns.startedAt, startedMs, preamble !== null);
    const ids = rowsAre === 'threads' ? this.#threadIds(columns) : { pids: columns.pids, tids: new Float64Array(columns.rowCount).fill(Number.NaN) };
    const isWhole = rowsAre === 'threads' && source !== 'proc' ? wholeProcessRows({ ...columns, ...ids }) : [];
    for (const row of isWhole) this.diagnostics.tell('PT-MAIN-THREAD', 'info', { first: columns.lines[row] ?? 1, last: columns.lines[row] ?? 1 });
    const hidden = preamble?.hiddenLine ?? null;
    if (hidden !== null && rowsAre === 'processes') this.diagnostics.tell('PT-HIDDEN', 'warning', { first: hidden, last: hidden });
    const summary = head?.summary() ?? null;
    const isShort = summary !== null && columns.rowCount < summary.total;
    if (isShort) this.diagnostics.tell('PT-FEWER-ROWS', 'info', this.span, { printed: summary.total, rows: columns.rowCount });
    return {
      model: {
        ...columns,
        ...ids,
        wholeProcessRows: isWhole,
        rowsAre, source, cpuBasis, startedMs, startedAt, summary,
        clockMs: preamble?.clockMs ?? null,
        uptimeMs: preamble?.uptimeMs ?? null,
        timeOfDayMs: head?.timeOfDayMs ?? null,
        cpus: preamble?.cpus ?? null,
        memTotalBytes: preamble?.memTotalBytes ?? head?.memTotalBytes ?? null,
        cpuTicks: preamble?.cpuTicks ?? null,
        askedPid: preamble?.pid ?? null,
      },
      capturedAt: preamble?.clockMs == null ? null : new Date(preamble.clockMs).toISOString(),
      tool: toolOf(source, rowsAre),
      span: this.span,
      unparsedLines: this.#unparsedLines,
      diagnostics: this.diagnostics.all(),
    };
  }

  #refineAll({ pids, tids, cpuTimeMs, cpuTimeStepsMs }: BuiltColumns): void {
    if (this.#exactCpuMs.size === 0) return;
    const isThread = !Number.isNaN(tids[0] ?? Number.NaN);
    for (const [row, id] of (isThread ? tids : pids).entries()) {
      const exact = this.#exactCpuMs.get(id);
      if (!exact) continue;
      cpuTimeMs[row] = exact.cpuMs;
      cpuTimeStepsMs[row] = exact.ticksMs;
    }
  }

  #listsThreads(columns: BuiltColumns): boolean {
    const { header, opening } = this;
    if (opening.preamble !== null) return opening.preamble.rowsAre === 'threads';
    if (opening.head?.countsThreads === true || header?.columns.some(({ field }) => field === 'tid') === true) return true;
    return opening.source === 'top' && isOneProcess(columns);
  }

  /** In `top -H` and /proc/PID/task the id of the row is the thread's; the process is known only where it was asked for or printed as TGID. */
  #threadIds({ pids, tids, rowCount }: BuiltColumns): Pick<ProcessTable, 'pids' | 'tids'> {
    const hasTid = this.header?.columns.some(({ field }) => field === 'tid') === true;
    const asked = this.opening.preamble?.pid ?? Number.NaN;
    if (hasTid) return { tids, pids: Number.isNaN(pids[0] ?? Number.NaN) ? new Float64Array(rowCount).fill(asked) : pids };
    const isPrinted = this.header?.columns.some(({ field }) => field === 'tgid') === true;
    return { tids: pids, pids: isPrinted ? tids : new Float64Array(rowCount).fill(asked) };
  }
}

const ROWS_OF_ONE_PROCESS = 3;

/** Old top says `Tasks:` for threads too: then every row shows the memory of one process. PT-04 */
function isOneProcess({ rowCount, rssBytes, vszBytes }: BuiltColumns): boolean {
  if (rowCount < ROWS_OF_ONE_PROCESS || !((rssBytes[0] ?? 0) > 0)) return false;
  return rssBytes.every((bytes) => bytes === rssBytes[0]) && vszBytes.every((bytes) => bytes === vszBytes[0]);
}

function toolOf(source: ProcessTable['source'], rowsAre: ProcessTable['rowsAre']): string {
  if (source === 'proc') return rowsAre === 'threads' ? '/proc/PID/task/TID/stat' : '/proc/PID/stat';
  if (rowsAre === 'processes') return source;
  return source === 'ps' ? 'ps -L' : 'top -H';
}
