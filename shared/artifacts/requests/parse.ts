import { ColumnTableBuilder } from '../../base/column-table-builder.ts';
import { LineScanner } from '../../base/line-scanner.ts';
import { message } from '../../base/message.ts';
import type { Diagnostic, ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import { durationColumn } from './access-log-units.ts';
import { REQUEST_NUMBERS, REQUEST_TEXTS, type RequestListing, type RequestNumber, type RequestSource, type RequestText } from './model.ts';
import { readAccessLine, type AccessLine } from './read-access-log.ts';
import { readApplicationLine } from './read-application-log.ts';
import { beginsProcessor, OpenProcessor } from './read-jmxproxy.ts';
import { mayHoldWorkers, readStatusPage } from './read-status-page.ts';
import { readStuckThread, requestLine } from './read-stuck-thread.ts';
import type { RequestRow } from './request-row.ts';

interface PlacedRow {
  readonly row: RequestRow;
  readonly first: number;
  readonly last: number;
}

const TOOLS: Readonly<Record<RequestSource, string>> = {
  'tomcat-request-processor': 'Tomcat manager jmxproxy',
  'tomcat-status': 'Tomcat manager status',
  'stuck-thread-log': 'stuck thread log',
  'access-log': 'access log',
  'application-log': 'application log',
};

/** Reads what tells which thread serves which request; see SPEC.md. Each source of a capture gives one artifact. */
export class RequestParser implements ArtifactParser<RequestListing> {
  readonly #decoder = new TextDecoder();
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(this.#decoder.decode(bytes.subarray(start, end)), line));
  readonly #rows = new Map<RequestSource, PlacedRow[]>();
  readonly #access: { readonly line: AccessLine; readonly at: number }[] = [];
  #processor: OpenProcessor | null = null;
  /** WebLogic prints the request on the line after its sentence. */
  #awaitsRequestLine: PlacedRow | null = null;

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): readonly ParsedArtifact<RequestListing>[] {
    this.#scanner.finish();
    this.#closeProcessor();
    const diagnostics = this.#finishAccessLog();
    return [...this.#rows].flatMap(([source, rows]) => toArtifact(source, rows, source === 'access-log' ? diagnostics : []));
  }

  #take(text: string, line: number): void {
    if (this.#processor) {
      if (this.#processor.take(text, line)) return;
      this.#closeProcessor();
    }
    if (beginsProcessor(text)) {
      this.#processor = new OpenProcessor(line);
      return;
    }
    const stuck = readStuckThread(text);
    if (stuck) {
      this.#add({ row: stuck, first: line, last: line });
      return;
    }
    if (this.#takeRequestLine(text, line)) return;
    const access = readAccessLine(text);
    if (access) this.#access.push({ line: access, at: line });
    else if (mayHoldWorkers(text)) for (const row of readStatusPage(text)) this.#add({ row, first: line, last: line });
    else {
      const row = readApplicationLine(text);
      if (row) this.#add({ row, first: line, last: line });
    }
  }

  #takeRequestLine(text: string, line: number): boolean {
    const waiting = this.#awaitsRequestLine;
    this.#awaitsRequestLine = null;
    if (waiting === null) return false;
    const found = requestLine(text);
    if (found.url === undefined) return false;
    const rows = this.#rows.get(waiting.row.source);
    rows?.splice(rows.indexOf(waiting), 1, { row: { ...waiting.row, method: found.method ?? null, url: found.url }, first: waiting.first, last: line });
    return true;
  }

  #add(placed: PlacedRow): void {
    const { source, url, progress } = placed.row;
    const rows = this.#rows.get(source);
    if (rows) rows.push(placed);
    else this.#rows.set(source, [placed]);
    this.#awaitsRequestLine = source === 'stuck-thread-log' && url === null && progress === 'in-flight' ? placed : null;
  }

  #closeProcessor(): void {
    const processor = this.#processor;
    this.#processor = null;
    if (processor && processor.last > processor.first) this.#add({ row: processor.row(), first: processor.first, last: processor.last });
  }

  /** Durations can be told only when all lines are there. */
  #finishAccessLog(): readonly Diagnostic[] {
    const [first] = this.#access;
    if (first === undefined) return [];
    const duration = durationColumn(this.#access.map(({ line }) => line));
    for (const { line, at } of this.#access) {
      const value = duration === null ? undefined : line.numbers[duration.column];
      const durationMs = value === undefined || duration === null ? null : value / duration.perMs;
      const startedAtMs = durationMs === null || line.row.seenAtMs === null ? null : line.row.seenAtMs - durationMs;
      this.#add({ row: { ...line.row, durationMs, startedAtMs, startedAt: startedAtMs === null ? null : isoTime(startedAtMs) }, first: at, last: at });
    }
    return duration === null || duration.isCertain ? [] : [{ code: 'RQ-UNIT-ASSUMED', severity: 'info', span: { first: first.at, last: first.at }, message: message('requests.diagnostic.RQ-UNIT-ASSUMED') }];
  }
}

function toArtifact(source: RequestSource, rows: readonly PlacedRow[], diagnostics: readonly Diagnostic[]): readonly ParsedArtifact<RequestListing>[] {
  const [first] = rows;
  if (first === undefined) return [];
  const builder = new ColumnTableBuilder<RequestNumber, RequestText>(REQUEST_NUMBERS, REQUEST_TEXTS);
  for (const { row, first: line, last } of rows) {
    builder.begin(line);
    builder.extendTo(last);
    REQUEST_NUMBERS.forEach((name, column) => {
      const value = row[name];
      if (value !== null) builder.setNumber(column, value);
    });
    REQUEST_TEXTS.forEach((name, column) => {
      const value = row[name];
      if (value !== null) builder.setCode(column, builder.codeOf(column, value));
    });
  }
  const last = rows.reduce((max, placed) => Math.max(max, placed.last), first.last);
  const seen = rows.map(({ row }) => row.seenAtMs).findLast((ms) => ms !== null);
  return [{ model: { source, table: builder.finish() }, capturedAt: seen === undefined ? null : isoTime(seen), tool: TOOLS[source], span: { first: first.first, last }, unparsedLines: 0, diagnostics }];
}

/** ISO 8601 UTC without a clock: the parser's own arithmetic. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
