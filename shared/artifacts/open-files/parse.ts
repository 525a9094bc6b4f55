import { assertNever } from '../../base/assert-never.ts';
import { skipBlanks, trimmedEnd } from '../../base/byte-scan.ts';
import { LineScanner } from '../../base/line-scanner.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import type { OpenFiles } from './model.ts';
import { OpenFilesList } from './open-files-list.ts';
import { looksLikeLsofRow, lsofColumns, readLsofRow, readLsofRowByShape, type LsofColumns } from './read-lsof-row.ts';

/** So many foreign lines in a row, and the listing has ended: what follows is something else. */
const MOST_STRANGERS = 50;
/** Longer lines are no titles and no links. */
const LONGEST_LINE = 16_384;
const LF_FIELD = /^p\d+(?:\0|$)/;
const OUR_MARK = /^# borescope: (.*)$/;
/** tail and our recipes print it before each file, `ls` before each folder. */
const FILE_MARK = /^(?:==> )?\/proc\/(\d+)\/(comm|limits|fd|stat|fdinfo(?:\/\d+)?)(?: <==|:)$/;
/** A link of a descriptor without the name of its folder; others are those of any folder. */
const BARE_LINK = /^l\S+ .* \d+ -> /;
const REPEAT_MARK = /^={7}/;
const WARNING = /^(?:lsof: WARNING: |Output information may be incomplete)/;

type Section = 'table' | 'fields' | 'comm' | 'limits' | 'fd' | 'stat' | 'fdinfo' | null;

/** Reads lists of open files: lsof's table, lsof -F, and what /proc/PID/fd shows; see SPEC.md. */
export class OpenFilesParser implements ArtifactParser<OpenFiles> {
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(bytes, start, end, line));
  readonly #found: ParsedArtifact<OpenFiles>[] = [];
  #open: OpenFilesList | null = null;
  #columns: LsofColumns | null = null;
  #section: Section = null;

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  finish(): readonly ParsedArtifact<OpenFiles>[] {
    this.#scanner.finish();
    this.#close();
    return this.#found;
  }

  #take(bytes: Uint8Array, start: number, lineEnd: number, line: number): void {
    const end = trimmedEnd(bytes, start, lineEnd);
    if (start === end) return;
    if (this.#open && this.#section === 'table' && this.#columns && readLsofRow(bytes, start, end, line, this.#columns, this.#open.rows)) {
      this.#open.notes.adopt(line);
      return;
    }
    // The spaces of a field belong to it.
    if (this.#open && this.#section === 'fields' && bytes[start] !== 61 && this.#open.fields.readLine(bytes, start, lineEnd, line)) {
      this.#open.notes.adopt(line);
      return;
    }
    const text = end - start > LONGEST_LINE ? '' : new TextDecoder().decode(bytes.subarray(skipBlanks(bytes, start, end), end));
    if (this.#takeMark(text, line) || this.#takeProc(text, line) || this.#takeTitles(bytes, start, end, text, line)) return;
    if (this.#takeByShape(bytes, start, lineEnd, text, line)) return;
    if (!this.#open) return;
    if (WARNING.test(text)) {
      this.#open.notes.adopt(line);
      this.#open.notes.tally('OF-INCOMPLETE', 'warning', line);
    } else if (this.#section === 'table' && /^\S+\s+\d+\s/.test(text)) this.#open.notes.addBroken('OF-UNREADABLE-ROW', line);
    else this.#takeStranger(this.#open, line);
  }

  #takeStranger(list: OpenFilesList, line: number): void {
    list.notes.addStranger(line);
    if (list.notes.strangers > MOST_STRANGERS) this.#close();
  }

  /** Marks of our recipes, and what `lsof -r` prints between its rounds. */
  #takeMark(text: string, line: number): boolean {
    const mark = text.startsWith('#') ? OUR_MARK.exec(text) : null;
    if (mark) {
      if (mark[1] === 'end') this.#open?.notes.adopt(line);
      else {
        this.#close();
        this.#begin(line).nameTool(mark[1] ?? '');
      }
      return true;
    }
    if (!this.#open || this.#section === null || !REPEAT_MARK.test(text)) return false;
    this.#open.notes.adopt(line);
    this.#close();
    return true;
  }

  #takeTitles(bytes: Uint8Array, start: number, end: number, text: string, line: number): boolean {
    const columns = text.startsWith('COMMAND') ? lsofColumns(text) : null;
    if (columns) {
      if (this.#open && this.#open.source !== null) this.#close();
      const list = this.#open ?? this.#begin(line);
      list.addSource('lsof');
      list.notes.adopt(line);
      this.#columns = columns;
      this.#section = 'table';
      return true;
    }
    if (!LF_FIELD.test(text) || (this.#open?.source ?? 'lsof-fields') !== 'lsof-fields') return false;
    const list = this.#open ?? this.#begin(line);
    list.addSource('lsof-fields');
    this.#section = 'fields';
    const isRead = list.fields.readLine(bytes, start, end, line);
    if (isRead) list.notes.adopt(line);
    return isRead;
  }

  /** Names of files of /proc, and the lines of those files. */
  #takeProc(text: string, line: number): boolean {
    const file = FILE_MARK.exec(text);
    if (file) {
      const list = this.#open ?? this.#begin(line);
      list.proc.enter(Number(file[1]));
      this.#section = (file[2] ?? '').startsWith('fdinfo') ? 'fdinfo' : ((file[2] ?? null) as Section);
      if (this.#section === 'fd') list.addSource('proc-fd');
      list.notes.adopt(line);
      return true;
    }
    if (!this.#open || !this.#readProcLine(this.#open, text, line)) return false;
    this.#open.notes.adopt(line);
    return true;
  }

  #readProcLine(list: OpenFilesList, text: string, line: number): boolean {
    switch (this.#section) {
      case 'comm':
        list.proc.nameCommand(text);
        return true;
      case 'limits':
        return list.readLimit(text, list.proc.pid, line) || /^(?:Limit|Max) /.test(text);
      case 'fd':
        return text.startsWith('total ') || list.proc.readLink(text, line);
      case 'stat':
        return list.proc.readStat(text);
      case 'fdinfo':
        return list.proc.readPosition(text);
      case 'table':
      case 'fields':
      case null:
        return false;
      default:
        return assertNever(this.#section);
    }
  }

  /** Rows and links without titles or the name of their folder before them. */
  #takeByShape(bytes: Uint8Array, start: number, end: number, text: string, line: number): boolean {
    if (this.#section === 'table' || this.#section === null || this.#section === 'fd') {
      if (BARE_LINK.test(text)) return this.#takeLink(text, line);
      if (looksLikeLsofRow(text)) return this.#takeRow(text, line);
    }
    return this.#section === null && this.#takeTitles(bytes, start, end, text, line);
  }

  #takeLink(text: string, line: number): boolean {
    const list = this.#open ?? this.#begin(line);
    if (!list.proc.readLink(text, line)) {
      if (list.source === null) this.#close();
      return false;
    }
    list.addSource('proc-fd');
    list.notes.adopt(line);
    this.#section = 'fd';
    return true;
  }

  #takeRow(text: string, line: number): boolean {
    const list = this.#open ?? this.#begin(line);
    if (!readLsofRowByShape(text, line, list.rows)) return false;
    list.addSource('lsof');
    list.notes.adopt(line);
    list.notes.tally('OF-BY-SHAPE', 'info', line);
    this.#section = 'table';
    return true;
  }

  #begin(line: number): OpenFilesList {
    this.#open = new OpenFilesList(line);
    return this.#open;
  }

  #close(): void {
    const parsed = this.#open?.finish();
    if (parsed) this.#found.push(parsed);
    this.#open = null;
    this.#section = null;
  }
}
