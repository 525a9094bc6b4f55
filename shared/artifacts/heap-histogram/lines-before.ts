/** What the lines before a histogram say about it. */
export interface StatedContext {
  readonly pid: number | null;
  readonly pidLine: number | null;
  readonly tool: string | null;
  readonly live: boolean | null;
  readonly capturedAt: string | null;
}

/** A line is looked at no further than this. */
const LONGEST_STATEMENT = 400;
const PID_LINE = /^(\d{1,10}):\s*$/;
const TIME = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z|[+-]\d\d:?\d\d)?/g;
const JMAP = /\bjmap\b.*-histo(:live)?/;
const OBJECT_HISTOGRAM = /^Object Histogram:/;
const JCMD = /\bGC\.class_histogram\b(.*)/;

/** Remembers the last lines outside any histogram: jcmd's pid line, an echoed command, a printed time. HH-04, HH-06, HH-07 */
export class LinesBefore {
  readonly #buffer = new Uint8Array(LONGEST_STATEMENT);
  #length = 0;
  #line = 0;
  #pid: { readonly pid: number; readonly line: number } | null = null;

  note(bytes: Uint8Array, start: number, end: number, line: number): void {
    // The end of a long line says more than its beginning: GC logs announce a histogram there.
    const from = Math.max(start, end - LONGEST_STATEMENT);
    if (isPidShaped(bytes, from, end)) {
      const pid = PID_LINE.exec(decode(bytes.subarray(from, end)))?.[1];
      this.#pid = pid === undefined ? null : { pid: Number(pid), line };
      return;
    }
    this.#pid = null;
    this.#buffer.set(bytes.subarray(from, end));
    this.#length = end - from;
    this.#line = line;
  }

  /** For a histogram that begins at `line`; forgets, so that nothing is said twice. `announcement`: the line noted last opened it. */
  take(line: number, announcement: boolean): StatedContext {
    const pid = this.#pid && this.#pid.line === line - 1 ? this.#pid : null;
    const textLine = (pid?.line ?? line) - 1;
    const isNear = announcement || (this.#line > 0 && this.#line >= textLine - 1);
    const text = isNear ? decode(this.#buffer.subarray(0, this.#length)) : '';
    this.#length = 0;
    this.#line = 0;
    this.#pid = null;
    return { pid: pid?.pid ?? null, pidLine: pid?.line ?? null, ...statedCommand(text, pid !== null, announcement), capturedAt: statedTime(text, announcement) };
  }
}

/** What the command that wrote a capture says of the histogram in it; nothing where it is another command. */
export function statedByCommand(command: string | null): Partial<Pick<StatedContext, 'tool' | 'live'>> {
  if (command === null || !(JMAP.test(command) || JCMD.test(command))) return {};
  return statedCommand(command, false, false);
}

function statedCommand(text: string, hasPid: boolean, isGcLog: boolean): { readonly tool: string | null; readonly live: boolean | null } {
  const jmap = JMAP.exec(text);
  if (jmap) return { tool: jmap[1] === undefined ? 'jmap -histo' : 'jmap -histo:live', live: jmap[1] !== undefined };
  const jcmd = JCMD.exec(text);
  if (jcmd) {
    const counted = /(?:^|\s)-all(?:\s|$)/.test(jcmd[1] ?? '');
    return { tool: counted ? 'jcmd GC.class_histogram -all' : 'jcmd GC.class_histogram', live: !counted };
  }
  // The serviceability agent walks the whole heap.
  if (OBJECT_HISTOGRAM.test(text)) return { tool: 'jhsdb jmap --histo', live: false };
  if (hasPid) return { tool: 'jcmd GC.class_histogram', live: null };
  return { tool: isGcLog ? 'GC log' : null, live: null };
}

/** In a GC log the last time on the line is the histogram's; elsewhere only a line that begins with a time tells one. */
export function statedTime(text: string, anywhere: boolean): string | null {
  const found = [...text.matchAll(TIME)];
  const match = anywhere ? found.at(-1) : found[0];
  if (!match || (!anywhere && match.index > 1)) return null;
  return `${match[1]}T${(match[2] ?? '').replace(',', '.')}${match[3] ?? ''}`;
}

/** Up to ten digits and a colon, which few lines are: keeps the pattern away from all others. */
function isPidShaped(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  return end - start <= 16 && first >= 48 && first <= 57;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
