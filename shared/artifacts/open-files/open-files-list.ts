import type { ParsedArtifact } from '../../base/parsed.ts';
import { ReadingNotes } from '../reading-notes.ts';
import { createFileRows } from './file-rows.ts';
import type { FileLimit, OpenFiles } from './model.ts';
import { LsofFieldReader } from './read-lsof-fields.ts';
import { ProcFdReader } from './read-proc-fd.ts';

const TOOL_NAMES: Readonly<Record<OpenFiles['source'], string>> = { lsof: 'lsof', 'lsof-fields': 'lsof -F', 'proc-fd': '/proc/PID/fd' };
const LIMIT = /^Max open files\s+(\d+|unlimited)\s+(\d+|unlimited)\s/;

/** A listing of open files being read. */
export class OpenFilesList {
  readonly rows = createFileRows();
  readonly notes: ReadingNotes;
  readonly fields = new LsofFieldReader(this.rows);
  readonly proc = new ProcFdReader(this.rows);
  readonly #limits: FileLimit[] = [];
  #source: OpenFiles['source'] | null = null;
  #tool: string | null = null;

  constructor(line: number) {
    this.notes = new ReadingNotes('open-files', 'OF', line);
  }

  get source(): OpenFiles['source'] | null {
    return this.#source;
  }

  addSource(source: OpenFiles['source']): void {
    this.#source ??= source;
  }

  nameTool(tool: string): void {
    this.#tool ??= tool;
  }

  /** `Max open files  1024  1048576  files` of /proc/PID/limits; `pid` NaN where it is not known. OF-08 */
  readLimit(text: string, pid: number, line: number): boolean {
    const limit = LIMIT.exec(text);
    if (!limit) return false;
    this.#limits.push({ pid: Number.isNaN(pid) ? null : pid, soft: numberOf(limit[1] ?? ''), hard: numberOf(limit[2] ?? ''), line });
    return true;
  }

  /** null when no listing was there, though perhaps a limit. */
  finish(): ParsedArtifact<OpenFiles> | null {
    const source = this.#source;
    if (source === null) return null;
    return {
      model: { source, table: this.rows.finish(), limits: this.#limits },
      capturedAt: null,
      tool: this.#tool ?? TOOL_NAMES[source],
      span: this.notes.span,
      unparsedLines: this.notes.unparsedLines,
      diagnostics: this.notes.diagnostics(),
    };
  }
}

function numberOf(text: string): number | null {
  return text === 'unlimited' ? null : Number(text);
}
