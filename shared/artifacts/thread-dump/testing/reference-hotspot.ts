import { readReferenceHeader, type ReferenceHeader } from './reference-header.ts';

/** One thread as the slow reader tells it. */
export interface ReferenceThread extends ReferenceHeader {
  state: string;
  stateDetail: string;
  activity: string;
  readonly frames: string[];
  /** `act depth object class line` of each line that is no frame. */
  readonly acts: string[];
  readonly firstLine: number;
  lastLine: number;
  stackLine: number;
  listed: boolean;
}

export interface ReferenceDump {
  vm: string | null;
  capturedAt: string | null;
  tool: string | null;
  readonly firstLine: number;
  lastLine: number;
  unparsedLines: number;
  readonly threads: ReferenceThread[];
  readonly reports: number[];
}

const LOCKS: readonly (readonly [RegExp, number])[] = [
  [/^locked [^<]*<([^>]*)>/, 1], [/^waiting to lock [^<]*<([^>]*)>/, 3], [/^parking to wait for [^<]*<([^>]*)>/, 6], [/^waiting on [^<]*<([^>]*)>/, 4],
  [/^waiting to re-lock in wait\(\) [^<]*<([^>]*)>/, 5], [/^eliminated [^<]*<([^>]*)>/, 2], [/^<((?:0x)?[0-9a-fA-F]+)>/, 8],
];
const STATE = /^java\.lang\.Thread\.State: (NEW|RUNNABLE|BLOCKED|WAITING|TIMED_WAITING|TERMINATED)(?: [ \t]*(.*))?$/s;
const EXCEPTION = /Exception|Error|Caused by|Throwable/;
const NO_HEADER: ReferenceHeader = { name: '', javaId: null, nid: null, priority: null, cpuMs: null, elapsedMs: null, daemon: false, virtual: false, extra: '', headerState: '' };

type Section = 'threads' | 'smr' | 'deadlock' | 'deadlock-stacks' | 'heap' | 'foreign-stack';

/** HotSpot's text form, line by line with patterns: slow and obvious. What the fast reader makes of the same bytes must be the same. Texts are taken byte for byte as Latin-1. */
export class ReferenceReader {
  readonly dumps: ReferenceDump[] = [];
  #dump: ReferenceDump | null = null;
  #thread: ReferenceThread | null = null;
  #isClosed = false;
  #section: Section = 'threads';
  #inReport = false;
  #pending = 0;
  #nextStackLine = 0;
  #broken: { text: string; readonly line: number } | null = null;
  #line = 0;
  #pidLine = 0;
  #time = { text: '', line: 0 };

  read(source: string): readonly ReferenceDump[] {
    const lines = source.replace(/^\xef\xbb\xbf/, '').split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const raw of lines) {
      this.#line += 1;
      this.#readLine(raw.replace(/[ \t\r]+$/, ''));
    }
    this.#giveUpBroken();
    return this.dumps;
  }

  #readLine(line: string): void {
    if (this.#broken !== null && this.#continueBroken(line)) return;
    const text = line.replace(/^[ \t]+/, '');
    if (text === '') {
      if (this.#section === 'smr' || this.#section === 'heap') this.#section = 'threads';
      return;
    }
    const isIndented = text !== line;
    const isKnown = (this.#section === 'heap' && isIndented) || (this.#section === 'deadlock' && this.#readReport(text)) || this.#readKnown(text, isIndented);
    if (isKnown) this.#known();
    else if (this.#broken === null) this.#unknown(line);
  }

  #readKnown(text: string, isIndented: boolean): boolean {
    if (text.startsWith('at ')) return this.#readFrame(text.slice(3));
    if (text.startsWith('- ')) return this.#readLock(text.slice(2));
    if (text.startsWith('"')) return !isIndented && this.#readQuote(text);
    if (text.startsWith('java.lang.Thread.State: ')) return this.#readState(text);
    if (text.startsWith('Locked ownable synchronizers:')) return this.#readSynchronizers();
    if (/^(?:Compiling:|Carrying virtual thread #)/.test(text)) return this.#inThread((thread) => (thread.activity = text));
    if (text.startsWith('No compile task')) return this.#section === 'threads' && this.#thread !== null;
    if (text.startsWith('Mounted virtual thread #')) return this.#readMounted(text.slice('Mounted virtual thread #'.length));
    if (text === 'Heap' && !isIndented) return this.#readHeap();
    if (/^[FJ]/.test(text)) return this.#readSectionStart(text);
    if (/^[aHLNMC"-]/.test(text) || text.startsWith('j')) return false;
    return this.#readOther(text, isIndented);
  }

  #inThread(act: (thread: ReferenceThread) => void): boolean {
    if (this.#section !== 'threads' || this.#thread === null) return false;
    act(this.#thread);
    this.#thread.lastLine = this.#line;
    return true;
  }

  #readFrame(frame: string): boolean {
    if (this.#section === 'deadlock-stacks') return true;
    if (this.#isClosed || frame === '') return false;
    return this.#inThread((thread) => {
      this.#fillGap(thread);
      thread.frames.push(frame);
    });
  }

  #fillGap(thread: ReferenceThread): void {
    for (let gap = this.#nextStackLine; gap > 0 && gap < this.#line; gap++) thread.acts.push(`0 ${thread.frames.length}   ${gap}`);
    if (thread.stackLine === 0) thread.stackLine = this.#line;
    this.#nextStackLine = this.#line + 1;
  }

  #readLock(text: string): boolean {
    if (this.#section === 'deadlock-stacks') return true;
    if (text === 'None') return this.#inThread(() => undefined);
    if (text.startsWith('None')) return false;
    const classInit = /^waiting on the Class initialization monitor for (.*)$/s.exec(text)?.[1];
    const [found, act] = classInit === undefined ? (LOCKS.map(([pattern, code]) => [pattern.exec(text), code] as const).find(([match]) => match !== null) ?? [null, 0]) : [null, 7];
    if (found === null && classInit === undefined) return false;
    const object = classInit ?? found?.[1] ?? '';
    const className = found === null ? '' : (/^ \(a ([^)]*)/.exec(text.slice(found[0].length))?.[1] ?? '');
    const isScalar = classInit === undefined && object.startsWith('owner is scalar');
    const isUnnamed = isScalar || (classInit === undefined && object.startsWith('no object'));
    return this.#inThread((thread) => {
      this.#fillGap(thread);
      thread.acts.push(`${isScalar ? 2 : act} ${thread.frames.length} ${isUnnamed ? '' : object} ${className} ${this.#line}`);
    });
  }

  #readQuote(text: string): boolean {
    const header = readReferenceHeader(text);
    if (header !== null) {
      this.#startThread(header, this.#line);
      return true;
    }
    if (this.#section === 'deadlock-stacks') return text.endsWith(':');
    if (this.#dump !== null && !this.#isClosed && this.#section === 'threads' && text.length < 1 << 16) this.#broken = { text, line: this.#line };
    return false;
  }

  #startThread(header: ReferenceHeader, line: number): void {
    if (this.#dump === null || this.#isClosed) this.#startDump(line, null);
    this.#section = 'threads';
    this.#thread = { ...header, state: 'none', stateDetail: '', activity: '', frames: [], acts: [], firstLine: line, lastLine: this.#line, stackLine: 0, listed: false };
    this.#nextStackLine = 0;
    this.#dump?.threads.push(this.#thread);
  }

  #continueBroken(line: string): boolean {
    const broken = this.#broken;
    if (broken === null) return false;
    if (line === '' || /^["\t\r ]/.test(line) || broken.text.length + line.length > 1 << 16 || this.#line - broken.line > 16) {
      this.#giveUpBroken();
      return false;
    }
    const joined = `${broken.text}\n${line}`;
    const header = readReferenceHeader(joined);
    this.#broken = header === null ? { text: joined, line: broken.line } : null;
    if (header === null) return true;
    this.#startThread(header, broken.line);
    this.#known();
    return true;
  }

  #giveUpBroken(): void {
    if (this.#broken !== null && this.#dump !== null) this.#pending += this.#broken.text.split('\n').length;
    this.#broken = null;
  }

  #readState(text: string): boolean {
    const state = STATE.exec(text);
    if (state === null) return false;
    return this.#inThread((thread) => {
      if (thread.state !== 'none') return;
      thread.state = state[1] ?? '';
      thread.stateDetail = /^\((.*)\)$/s.exec(state[2] ?? '')?.[1] ?? '';
    });
  }

  #readSynchronizers(): boolean {
    if (this.#section === 'foreign-stack') this.#section = 'threads';
    if (this.#section !== 'threads' || this.#thread === null) return false;
    this.#thread.listed = true;
    this.#nextStackLine = 0;
    return true;
  }

  #readMounted(number: string): boolean {
    if (this.#section !== 'threads' || this.#thread === null) return false;
    this.#startThread({ ...NO_HEADER, javaId: /^-?\d+$/.test(number) ? Number(number) : null, virtual: true }, this.#line);
    return true;
  }

  #readHeap(): boolean {
    if (this.#dump === null) return false;
    this.#thread = null;
    this.#dump.tool ??= 'SIGQUIT';
    this.#section = 'heap';
    return true;
  }

  #readSectionStart(text: string): boolean {
    if (text.startsWith('Full thread dump')) {
      const isTimed = this.#time.line > 0 && this.#time.line === this.#line - 1;
      const isJcmd = isTimed && this.#pidLine > 0 && this.#pidLine === this.#time.line - 1;
      this.#startDump(isJcmd ? this.#pidLine : isTimed ? this.#time.line : this.#line, isTimed ? this.#time.text : null);
      const vm = text.slice('Full thread dump'.length, 'Full thread dump'.length + 300).trim().replace(/:$/, '');
      if (this.#dump !== null) Object.assign(this.#dump, { vm: vm === '' ? null : vm, tool: isJcmd ? 'jcmd' : null });
      return true;
    }
    const dump = this.#dump;
    if (dump === null) return false;
    if (text.startsWith('Found one Java-level deadlock')) {
      this.#thread = null;
      this.#section = 'deadlock';
      this.#inReport = false;
      dump.reports.push(this.#line);
    } else if (text.startsWith('JNI global ref')) {
      this.#thread = null;
      this.#isClosed = true;
      this.#section = 'threads';
    } else if (text.startsWith('JDK version:')) return dump.threads.length === 0;
    else if (text.startsWith('Java stack information for the threads listed above') && this.#section === 'deadlock') this.#section = 'deadlock-stacks';
    else if (/^Found .*deadlock/s.test(text)) this.#section = 'threads';
    else return false;
    return true;
  }

  #readReport(text: string): boolean {
    if (/^"(?:.*")?:$/s.test(text)) {
      this.#inReport = true;
      return true;
    }
    return this.#inReport && /^(?:waiting to lock monitor |waiting for ownable synchronizer |waiting to lock JVM TI raw monitor|(?:in JNI, )?(?:which is held by |UNKNOWN_owner_addr=))/.test(text);
  }

  #readOther(text: string, isIndented: boolean): boolean {
    if (/^\d/.test(text)) this.#notePreamble(text);
    if (this.#dump === null) return false;
    if (this.#section === 'heap') return isIndented;
    if (this.#section === 'smr') {
      if (text.startsWith('}')) this.#section = 'threads';
      return /^[}0]/.test(text) || text.startsWith('_java_thread_list=');
    }
    if (text.startsWith('os_prio=')) return this.#readUnnamed(text);
    if (/^(?:Threads class SMR info:|_java_thread_list=)/.test(text)) {
      this.#section = 'smr';
      return true;
    }
    return /^=(?:.*=)?$/s.test(text) && (this.#section === 'deadlock' || this.#section === 'deadlock-stacks');
  }

  #notePreamble(text: string): void {
    if (/^\d{1,10}:$/.test(text)) this.#pidLine = this.#line;
    if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) this.#time = { text: text.replace(' ', 'T'), line: this.#line };
  }

  #readUnnamed(text: string): boolean {
    if (this.#isClosed) return false;
    this.#thread = null;
    const quote = text.indexOf('"');
    if (quote >= 0) this.#readQuote(text.slice(quote));
    return true;
  }

  #known(): void {
    if (this.#dump === null) return;
    this.#dump.lastLine = this.#line;
    this.#dump.unparsedLines += this.#pending;
    this.#pending = 0;
  }

  #unknown(line: string): void {
    if (this.#dump === null) return;
    this.#pending += 1;
    if (this.#section === 'threads' && this.#thread !== null && EXCEPTION.test(line.slice(0, 400))) this.#section = 'foreign-stack';
  }

  #startDump(firstLine: number, capturedAt: string | null): void {
    this.#dump = { vm: null, capturedAt, tool: null, firstLine, lastLine: firstLine, unparsedLines: 0, threads: [], reports: [] };
    this.dumps.push(this.#dump);
    this.#thread = null;
    this.#isClosed = false;
    this.#section = 'threads';
    this.#pending = 0;
  }
}
