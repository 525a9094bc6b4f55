/** How lines begin that only the tools we read print. By them we know where a log's prefix ends and the tool's own line begins. */

/** A javacore has a line `2XMFULLTHDDUMP Full thread dump …`. */
const BANNER = /(?<!2XMFULLTHDDUMP +)Full thread dump (?=\S)/;
const BANNER_TO_THE_END = /(?<!2XMFULLTHDDUMP +)Full thread dump \S.*\(.*\):?\s*$/;
const HEADER = /"[^"]*"(?: #\d+| \[\d+\]| daemon| virtual| prio=\d+| os_prio=-?\d+)[^"]* (?:tid|nid|os_prio)=\S/;
const STATE = / {3}java\.lang\.Thread\.State: [A-Z_]+/;
const FRAME = /\tat [\w.$/@<>-]+\(/;
const HISTOGRAM = / num {2,}#instances {2,}#bytes/;
const JAVACORE = /\b(?:0SECTION|1TISIGINFO|1XMTHDINFO|2XMFULLTHDDUMP|3XMTHREADINFO|4XESTACKTRACE) /;
const SA_THREAD = /\bThread \d+: \(state = [A-Z_]+\)/;
const THREAD_INFO = /"[^"]*" (?:daemon )?(?:prio=\d+ )?Id=\d+ (?:in )?[A-Z_]+/;

const MARKS = [BANNER, STATE, HEADER, FRAME, HISTOGRAM, JAVACORE, SA_THREAD, THREAD_INFO].map(({ source }) => source).join('|');
const ANYWHERE = new RegExp(MARKS);
const AT_START = new RegExp(`^(?:${MARKS})`);
/** Each mark holds one of these; most lines hold none, and asking so costs little. */
const LINE_WORDS = ['\tat ', '=', 'java.lang.Thread.State', 'Full thread dump', '#instances', 'XM', 'XE', '1TI', '0SE'];
const PLAIN_WORDS = ['Full thread dump ', 'java.lang.Thread.State: ', ' #instances ', '3XMTHREADINFO', ': (state = '];

/** A cheap first question about much text at once. */
export function mayHoldMarks(text: string): boolean {
  return PLAIN_WORDS.some((word) => text.includes(word));
}

function holdsLineWord(line: string): boolean {
  return line.length > 7 && LINE_WORDS.some((word) => line.includes(word));
}

/** Whether the tool's own text begins with the line. */
export function startsWithMark(line: string): boolean {
  return holdsLineWord(line) && AT_START.test(line);
}

export function countMarked(lines: readonly string[]): number {
  let count = 0;
  for (const line of lines) if (startsWithMark(line)) count += 1;
  return count;
}

/** Where the tool's own text begins in the line; -1 when no mark is in it. A `"` before a header is part of a thread's name. */
export function markPosition(line: string): number {
  if (!holdsLineWord(line)) return -1;
  const at = line.search(ANYWHERE);
  return line[at] === '"' && line.slice(0, at).includes('"') ? -1 : at;
}

/** Where a banner begins that ends the line, as `Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):` does and prose does not; -1 without one. */
export function bannerPosition(line: string): number {
  return line.search(BANNER_TO_THE_END);
}
