import type { ParsedArtifact } from '../../base/parsed.ts';
import { ReadingNotes } from '../reading-notes.ts';
import type { SocketListing, SocketSource } from './model.ts';
import { sourceOf, type SectionId } from './sections.ts';
import { SocketRows, TEXT } from './socket-rows.ts';

const TOOL_NAMES: Readonly<Record<SocketSource, string>> = { netstat: 'netstat', 'netstat-bsd': 'netstat (BSD)', 'netstat-windows': 'netstat (Windows)', ss: 'ss', 'proc-net': '/proc/net' };

const FOR_PID = /^(.*) for PID (\d+)$/;

/** A listing of sockets being read. */
export class OpenListing {
  readonly rows = new SocketRows();
  readonly notes: ReadingNotes;
  /** Sources that rows were read of, and those of which there were titles. */
  readonly #sources = new Set<SocketSource>();
  readonly #titled = new Set<SocketSource>();
  readonly #keys = new Set<string>();
  #tool: string | null = null;
  #pid: number | null = null;

  constructor(line: number) {
    this.notes = new ReadingNotes('sockets', 'SK', line);
  }

  /** false: a section of this key was there before, so that another listing begins. */
  enter(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }

  /** `ss -tuxnapeiom for PID 4711`: the command, and the process it was run for. */
  nameTool(mark: string): void {
    const [, tool = mark, pid] = FOR_PID.exec(mark) ?? [];
    this.#tool ??= tool;
    if (pid !== undefined) this.#pid ??= Number(pid);
  }

  addSource(source: SocketSource): void {
    this.#sources.add(source);
  }

  /** Titles alone tell that there was a listing, though it may list nothing. */
  addTitles(section: SectionId): void {
    const source = sourceOf(section);
    if (source !== null) this.#titled.add(source);
  }

  /** null when nothing but announcements was read and so nothing is known. */
  finish(): ParsedArtifact<SocketListing> | null {
    const sources = [...(this.#sources.size > 0 ? this.#sources : this.#titled)];
    if (sources.length === 0) return null;
    this.#nameProtocols();
    return {
      model: { sources, table: this.rows.finish(), printsBacklogLimit: sources.length === 1 && sources[0] === 'ss', pid: this.#pid },
      capturedAt: null,
      tool: this.#tool ?? sources.map((source) => TOOL_NAMES[source]).join(', '),
      span: this.notes.span,
      unparsedLines: this.notes.unparsedLines,
      diagnostics: this.notes.diagnostics(),
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
    this.notes.tell('SK-PROTOCOL-GUESSED', 'info', null, { protocol: isUdp ? 'udp' : 'tcp', rows: unnamed.length });
  }
}
