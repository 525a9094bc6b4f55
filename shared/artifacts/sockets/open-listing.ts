import { message } from '../../base/message.ts';
import type { Diagnostic, DiagnosticSeverity, LineSpan, ParsedArtifact } from '../../base/parsed.ts';
import type { SocketListing, SocketSource } from './model.ts';
import { sourceOf, type SectionId } from './sections.ts';
import { SocketRows, TEXT } from './socket-rows.ts';

const MOST_DIAGNOSTICS = 200;
const TOOL_NAMES: Readonly<Record<SocketSource, string>> = { netstat: 'netstat', 'netstat-bsd': 'netstat (BSD)', 'netstat-windows': 'netstat (Windows)', ss: 'ss', 'proc-net': '/proc/net' };

/** A count of lines that one note tells together. */
interface Tally {
  count: number;
  readonly first: number;
  last: number;
}

/** A listing of sockets being read. */
export class OpenListing {
  readonly rows = new SocketRows();
  /** Sources that rows were read of, and those of which there were titles. */
  readonly #sources = new Set<SocketSource>();
  readonly #titled = new Set<SocketSource>();
  readonly #keys = new Set<string>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #tallies = new Map<string, Tally>();
  #moreDiagnostics = 0;
  readonly #firstLine: number;
  #lastLine: number;
  #unparsedLines = 0;
  #tool: string | null = null;
  /** Lines since the last one that belonged here: unparsed if another of the listing follows, outside it otherwise. */
  #strangers: number[] = [];

  constructor(line: number) {
    this.#firstLine = line;
    this.#lastLine = line;
  }

  get strangers(): number {
    return this.#strangers.length;
  }

  get rowCount(): number {
    return this.rows.builder.rowCount;
  }

  /** false: a section of this key was there before, so that another listing begins. */
  enter(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }

  nameTool(tool: string): void {
    this.#tool ??= tool;
  }

  addSource(source: SocketSource): void {
    this.#sources.add(source);
  }

  /** Titles alone tell that there was a listing, though it may list nothing. */
  addTitles(section: SectionId): void {
    const source = sourceOf(section);
    if (source !== null) this.#titled.add(source);
  }

  /** The line belongs to the listing: it was read, or it is a title, a blank or a mark of ours. */
  adopt(line: number): void {
    if (this.#strangers.length > 0) this.#countStrangers();
    this.#lastLine = line;
  }

  addStranger(line: number): void {
    this.#strangers.push(line);
  }

  addBroken(line: number): void {
    this.adopt(line);
    this.#unparsedLines += 1;
    this.#tell('SK-UNREADABLE-ROW', 'warning', { first: line, last: line }, {});
  }

  /** Counts a line towards a note that tells all such lines together. */
  tally(code: string, line: number): void {
    const tally = this.#tallies.get(code);
    if (tally) {
      tally.count += 1;
      tally.last = line;
    } else this.#tallies.set(code, { count: 1, first: line, last: line });
  }

  /** null when nothing but titles was read and so nothing is known. */
  finish(): ParsedArtifact<SocketListing> | null {
    const sources = [...(this.#sources.size > 0 ? this.#sources : this.#titled)];
    if (sources.length === 0) return null;
    this.#nameProtocols();
    for (const [code, { count, first, last }] of this.#tallies) this.#tell(code, code === 'SK-HIDDEN-PROCESSES' ? 'warning' : 'info', { first, last }, { count });
    return {
      model: { sources, table: this.rows.finish(), printsBacklogLimit: sources.length === 1 && sources[0] === 'ss' },
      capturedAt: null,
      tool: this.#tool ?? sources.map((source) => TOOL_NAMES[source]).join(', '),
      span: { first: this.#firstLine, last: this.#lastLine },
      unparsedLines: this.#unparsedLines,
      diagnostics: this.#allDiagnostics(),
    };
  }

  /** ss prints no protocol when only one was asked for. UNCONN without any state of TCP is UDP. SK-08 */
  #nameProtocols(): void {
    const { builder } = this.rows;
    const states = new Set<number>();
    const unnamed: number[] = [];
    for (let row = 0; row < builder.rowCount && this.#sources.has('ss'); row++) {
      if (builder.codeAt(TEXT.protocol, row) !== 0) continue;
      unnamed.push(row);
      states.add(builder.codeAt(TEXT.state, row));
    }
    if (unnamed.length === 0) return;
    const isUdp = states.has(builder.codeOf(TEXT.state, 'UNCONN')) && states.size <= (states.has(builder.codeOf(TEXT.state, 'ESTABLISHED')) ? 2 : 1);
    const code = builder.codeOf(TEXT.protocol, isUdp ? 'udp' : 'tcp');
    for (const row of unnamed) builder.setCode(TEXT.protocol, code, row);
    this.#tell('SK-PROTOCOL-GUESSED', 'info', null, { protocol: isUdp ? 'udp' : 'tcp', rows: unnamed.length });
  }

  #countStrangers(): void {
    for (const line of this.#strangers) {
      this.#unparsedLines += 1;
      this.#tell('SK-UNKNOWN-LINE', 'warning', { first: line, last: line }, {});
    }
    this.#strangers = [];
  }

  #tell(code: string, severity: DiagnosticSeverity, span: LineSpan | null, params: Readonly<Record<string, number | string>>): void {
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) this.#moreDiagnostics += 1;
    else this.#diagnostics.push({ code, severity, span, message: message(`sockets.diagnostic.${code}`, params) });
  }

  #allDiagnostics(): readonly Diagnostic[] {
    if (this.#moreDiagnostics === 0) return this.#diagnostics;
    return [...this.#diagnostics, { code: 'SK-MORE', severity: 'info', span: null, message: message('sockets.diagnostic.SK-MORE', { count: this.#moreDiagnostics }) }];
  }
}
