import { LineScanner } from '../../base/line-scanner.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import type { CpuBasis, ProcessTable } from './model.ts';
import { OpenTable } from './open-table.ts';
import { ProcRows } from './proc-rows.ts';
import { readHeader, type Header } from './read-header.ts';
import { emptyRowFields, readRow } from './read-row.ts';
import { emptyStatFields, readStatLine } from './read-stat-line.ts';
import { readBusyboxMem, readTopLine, TopHead } from './read-top-head.ts';
import { isEnd, readBegin, takePreambleLine, type RecipePreamble } from './recipe-preamble.ts';
import { skipBlanks } from './scan-numbers.ts';

/** So many foreign lines in a row, and the table is taken to have ended before them. */
const MOST_STRANGERS = 50;
/** Nothing that is looked for outside rows is longer. */
const LONGEST_TEXT = 4096;

interface ClosedTable {
  readonly table: OpenTable;
  /** Only blank lines stand between this iteration of top and the one before. */
  readonly continues: boolean;
}

/** Reads tables of ps, top and /proc, and keeps those whose rows are what the kind is about; see SPEC.md of the kinds. */
export class ProcessTableParser implements ArtifactParser<ProcessTable> {
  readonly #prefix: string;
  readonly #rowsAre: ProcessTable['rowsAre'];
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(bytes, start, end, line));
  readonly #fields = emptyRowFields();
  readonly #stat = emptyStatFields();
  readonly #closed: ClosedTable[] = [];
  #open: OpenTable | null = null;
  #continues = false;
  #procRows: ProcRows | null = null;
  #head: TopHead | null = null;
  #strangersInHead = 0;
  #headLine = 0;
  #preamble: RecipePreamble | null = null;
  /** A table has come since the preamble began. */
  #preambleUsed = false;
  /** Something other than blank lines came since the last row of a top table. */
  #interrupted = true;

  /** `prefix`: id of the kind whose catalogue holds the sentences. */
  constructor(prefix: string, rowsAre: ProcessTable['rowsAre']) {
    this.#prefix = prefix;
    this.#rowsAre = rowsAre;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): readonly ParsedArtifact<ProcessTable>[] {
    this.#scanner.finish();
    if (this.#preamble !== null) this.#open?.diagnostics.tell('PT-NO-END', 'warning', { first: this.#scanner.lines, last: this.#scanner.lines });
    this.#close();
    return finishRuns(this.#closed).filter(({ model }) => model.rowsAre === this.#rowsAre);
  }

  #take(bytes: Uint8Array, start: number, end: number, line: number): void {
    const header = this.#open?.header;
    if (this.#open && header) {
      const reading = readRow(bytes, start, end, header, this.#fields);
      if (reading === 'row') {
        this.#open.addRow(bytes, this.#fields, line);
        return;
      }
      if (reading === 'broken' && !this.#isStatLine(bytes, start, end)) {
        this.#open.addBroken(line);
        return;
      }
    }
    const text = skipBlanks(bytes, start, end);
    if (text < end) this.#takeOther(bytes, start, end, line);
  }

  #takeOther(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#isStatLine(bytes, start, end)) {
      this.#takeStatLine(bytes, line);
      return;
    }
    if (this.#procRows?.takeTagged(bytes, start, end) === true) {
      this.#open?.adopt(line);
      return;
    }
    const header = readHeader(bytes, start, end, this.#head !== null);
    if (header) {
      this.#takeHeader(header, line);
      return;
    }
    const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + LONGEST_TEXT)));
    if (!this.#takeMark(text, line) && !this.#takeTopLine(text, line)) this.#takeStranger(line);
  }

  /** Lines that our own scripts print. */
  #takeMark(text: string, line: number): boolean {
    const begun = readBegin(text, line);
    if (begun) {
      this.#close();
      this.#preamble = begun;
      this.#preambleUsed = false;
      this.#interrupted = true;
      return true;
    }
    if (this.#preamble === null) return false;
    if (isEnd(text)) {
      this.#open?.adopt(line);
      this.#close();
      this.#preamble = null;
      return true;
    }
    return !this.#preambleUsed && takePreambleLine(this.#preamble, text, line);
  }

  #takeTopLine(text: string, line: number): boolean {
    const timeOfDayMs = readTopLine(text);
    const busyboxBytes = timeOfDayMs === null ? readBusyboxMem(text) : null;
    if (timeOfDayMs !== null || busyboxBytes !== null) {
      this.#close();
      this.#head = new TopHead(line, timeOfDayMs, busyboxBytes);
      this.#headLine = line;
      this.#strangersInHead = 0;
      return true;
    }
    if (!this.#head || this.#open) return false;
    if (this.#head.take(text, line)) return true;
    this.#strangersInHead += 1;
    if (this.#strangersInHead > MOST_STRANGERS) this.#head = null;
    return false;
  }

  #takeHeader(header: Header, line: number): void {
    this.#close();
    const source = this.#head ? 'top' : 'ps';
    const firstLine = this.#preamble && !this.#preambleUsed ? this.#preamble.line : this.#head ? this.#headLine : line;
    this.#begin(source, header, firstLine, line);
  }

  #takeStatLine(bytes: Uint8Array, line: number): void {
    if (this.#open?.opening.source === 'ps' && this.#preamble) {
      this.#open.refine(this.#stat, line);
      return;
    }
    if (!this.#procRows) {
      this.#close();
      const table = this.#begin('proc', null, this.#preamble && !this.#preambleUsed ? this.#preamble.line : line, line);
      this.#procRows = new ProcRows(table.rows, this.#preamble);
      if (!this.#preamble) table.diagnostics.tell('PT-UNITS-GUESSED', 'info', { first: line, last: line });
    }
    this.#open?.adopt(line);
    this.#procRows?.add(bytes, this.#stat, line);
  }

  #isStatLine(bytes: Uint8Array, start: number, end: number): boolean {
    return readStatLine(bytes, start, end, this.#stat);
  }

  #takeStranger(line: number): void {
    if (!this.#open) {
      this.#interrupted = true;
      return;
    }
    this.#open.addStranger(line);
    if (this.#open.strangers <= MOST_STRANGERS) return;
    this.#close();
    this.#interrupted = true;
  }

  #begin(source: ProcessTable['source'], header: Header | null, firstLine: number, line: number): OpenTable {
    const table = new OpenTable({ prefix: this.#prefix, source, header, head: this.#head, preamble: this.#preamble, firstLine, line });
    this.#preambleUsed = true;
    this.#head = null;
    this.#open = table;
    this.#continues = source === 'top' && !this.#interrupted;
    return table;
  }

  #close(): void {
    const table = this.#open;
    this.#open = null;
    this.#procRows = null;
    if (!table || table.rows.rowCount === 0) return;
    this.#closed.push({ table, continues: this.#continues });
    this.#interrupted = table.opening.source !== 'top' || table.strangers > 0;
  }
}

/** Of several iterations of one top, the first shows averages since each process began, and is left out. PT-05 */
function finishRuns(closed: readonly ClosedTable[]): readonly ParsedArtifact<ProcessTable>[] {
  return closed.flatMap(({ table, continues }, i) => {
    const isFollowed = closed[i + 1]?.continues === true;
    if (!continues && isFollowed) return [];
    const first = continues && closed[i - 1]?.continues === false ? closed[i - 1]?.table : undefined;
    if (first) {
      table.diagnostics.tell('PT-FIRST-ITERATION', 'info', first.span, { rows: first.rows.rowCount });
      table.diagnostics.addAll(first.diagnostics.all());
    }
    return [table.finish(basisOf(table, continues))];
  });
}

function basisOf(table: OpenTable, continues: boolean): CpuBasis {
  if (table.opening.source !== 'top') return 'lifetime';
  return continues ? 'interval' : 'first-iteration';
}
