import type { DialectReader } from './dialect-reader.ts';
import type { DumpBuilder } from '../building/dump-builder.ts';
import type { DumpLine } from '../building/dump-line.ts';
import type { DumpSession } from '../building/dump-session.ts';
import { JavacoreDeadlocks } from './javacore-deadlock.ts';
import { JavacoreMonitors } from './javacore-monitors.ts';
import { JavacoreThreads } from './javacore-threads.ts';

/** Every line starts with a tag: a level, a component and a word. */
const TAG = /^(\d[A-Z]{2}[A-Z0-9]*|NULL)(?:\s+(.*))?$/s;
const BEGINS = /^(?:0SECTION +\w|1TI(?:SIGINFO|DATETIME|CHARSET) +\S|3XMTHREADINFO +\S)/;
const DATE = /^Date: +(\d{4})\/(\d\d)\/(\d\d) at (\d\d:\d\d:\d\d)(?::(\d{3}))?/;
const END = /^-+ END OF DUMP -+$/;

/** Reads the javacores of IBM's and OpenJ9's VMs. Sections other than the monitors and the threads are passed over. */
export class JavacoreReader implements DialectReader {
  readonly #session: DumpSession;
  #dump: DumpBuilder | null = null;
  #monitors = new JavacoreMonitors();
  #deadlocks: JavacoreDeadlocks | null = null;
  #threads: JavacoreThreads | null = null;
  #hasTitle = false;

  constructor(session: DumpSession) {
    this.#session = session;
  }

  begins(line: DumpLine): boolean {
    return line.start === line.from && BEGINS.test(line.text);
  }

  read(line: DumpLine): boolean {
    if (line.start !== line.from) return false;
    const tagged = TAG.exec(line.text);
    if (tagged === null) return false;
    const [, tag = '', text = ''] = tagged;
    const isTitle = tag === '0SECTION' && text.startsWith('TITLE');
    if (this.#dump === null || (isTitle && (this.#hasTitle || this.#dump.rows.count > 0))) {
      if (this.#dump === null && !this.begins(line)) return false;
      this.#start(line.line);
    }
    if (isTitle) this.#hasTitle = true;
    this.#readTagged(tag, text, line.line);
    return true;
  }

  end(): void {
    this.#threads?.end();
    this.#dump = null;
    this.#threads = null;
  }

  #start(line: number): void {
    this.#threads?.end();
    this.#dump = this.#session.start('javacore', line);
    this.#dump.tool = 'javacore';
    this.#monitors = new JavacoreMonitors();
    this.#deadlocks = new JavacoreDeadlocks(this.#dump, this.#session.texts);
    this.#threads = new JavacoreThreads(this.#session, this.#dump, this.#monitors);
    this.#hasTitle = false;
  }

  #readTagged(tag: string, text: string, line: number): void {
    const dump = this.#dump;
    if (dump === null) return;
    if (tag === 'NULL' && END.test(text)) {
      this.end();
      dump.closed = true;
    } else if (tag === '0SECTION') this.#threads?.end();
    else if (tag === '1TIDATETIME') {
      const date = DATE.exec(text);
      if (date !== null) dump.capturedAt = `${date[1]}-${date[2]}-${date[3]}T${date[4]}${date[5] === undefined ? '' : `.${date[5]}`}`;
    } else if (tag === '1CIJAVAVERSION') dump.vm ??= text;
    else if (tag.includes('LKDEADLOCK')) this.#deadlocks?.read(tag, text, line);
    else if (tag.startsWith('2LK') || tag.startsWith('3LK')) this.#monitors.read(tag, text, line);
    else if (tag.includes('XM') || tag.includes('XE')) this.#threads?.read(tag, text, line);
  }
}
