/** A text as it looks inside an envelope: the raw lines, and for each line of the text the raw line (1-based) that holds its beginning. */
export interface Wrapped {
  readonly lines: readonly string[];
  readonly rawLineOf: readonly number[];
}

export type Wrap = (text: Wrapped) => Wrapped;

export function unwrapped(text: string): Wrapped {
  const lines = text.replace(/\n$/, '').split('\n');
  return { lines, rawLineOf: lines.map((_, i) => i + 1) };
}

function eachLine(change: (line: string, index: number) => string): Wrap {
  return ({ lines, rawLineOf }) => ({ lines: lines.map(change), rawLineOf });
}

/** Each line becomes several raw lines. */
function eachCut(change: (line: string, index: number) => readonly string[]): Wrap {
  return ({ lines, rawLineOf }) => {
    const cut = lines.map(change);
    const starts: number[] = [];
    let next = 1;
    for (const pieces of cut) {
      starts.push(next);
      next += pieces.length;
    }
    return { lines: cut.flat(), rawLineOf: rawLineOf.map((line) => starts[line - 1] ?? 0) };
  };
}

function pieces(text: string, length: number): readonly string[] {
  const cut: string[] = [];
  for (let at = 0; at < text.length || at === 0; at += length) cut.push(text.slice(at, at + length));
  return cut;
}

function between(before: readonly string[], after: readonly string[], inside: Wrap = (text) => text): Wrap {
  return (text) => {
    const { lines, rawLineOf } = inside(text);
    return { lines: [...before, ...lines, ...after], rawLineOf: rawLineOf.map((line) => line + before.length) };
  };
}

function time(index: number): string {
  const second = index % 86_400;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** Pieces of a line shorter than 16 KiB, so that fixtures meet the seams too. */
const PIECE = 70;

const docker: Wrap = eachCut((line, i) => pieces(`${line}\n`, PIECE).map((log) => JSON.stringify({ log, stream: 'stdout', time: `2026-11-21T${time(i)}.123456789Z` })));
const cri: Wrap = eachCut((line, i) => pieces(line, PIECE).map((text, n, all) => `2026-11-21T${time(i)}.123456789+00:00 stdout ${n === all.length - 1 ? 'F' : 'P'} ${text}`));
const kubectlTimestamps: Wrap = eachLine((line, i) => `2026-11-21T${time(i)}.123456789Z ${line}`);
const compose: Wrap = eachLine((line) => `shop-1  | ${line}`);
const journald: Wrap = eachLine((line, i) => `Nov 21 ${time(i)} node-3 java[4242]: ${line}`);
const journaldIso: Wrap = eachLine((line, i) => `2026-11-21T${time(i)}+0000 node-3 java[4242]: ${line}`);
const syslog5424: Wrap = eachLine((line, i) => `<14>1 2026-11-21T${time(i)}.003Z node-3 shop 4242 - - ${line}`);
const rsyslog: Wrap = eachLine((line, i) => `Nov  1 ${time(i)} node-3 shop[4242]: ${line.replaceAll('\t', '#011')}`);
const log4j: Wrap = eachLine((line, i) => `2026-11-21 ${time(i)},${String(i % 1000).padStart(3, '0')} INFO  [http-nio-8080-exec-7] c.a.s.DumpServlet - ${line}`);
const springBoot: Wrap = eachLine((line, i) => `2026-11-21T${time(i)}.123+09:00  WARN 4242 --- [shop] [  scheduling-1] com.acme.shop.Watchdog                   : ${line}`.trimEnd());
const ansi: Wrap = eachLine((line) => `\u001B[32m${line}\u001B[0m`);
const jsonLog: Wrap = eachLine((line, i) => JSON.stringify({ '@timestamp': `2026-11-21T${time(i)}Z`, level: 'INFO', message: line, pod: 'shop-1' }));
const html: Wrap = between(['<html><body>', '<pre class="dump">'], ['</pre></body></html>'], eachLine((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')));
const htmlBreaks: Wrap = ({ lines, rawLineOf }) => ({ lines: [lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')).join('<br/>')], rawLineOf: rawLineOf.map(() => 1) });
const markdown: Wrap = between(['Here is what we saw:', '', '```text'], ['```', 'What is going on?']);
const quoted: Wrap = eachLine((line) => `> ${line}`);
const indented: Wrap = eachLine((line) => `    ${line}`);
const reversed: Wrap = ({ lines, rawLineOf }) => ({ lines: lines.toReversed(), rawLineOf: rawLineOf.map((line) => lines.length + 1 - line) });
const oneString: Wrap = ({ lines, rawLineOf }) => ({ lines: [JSON.stringify(`${lines.join('\n')}\n`)], rawLineOf: rawLineOf.map(() => 1) });

/** By the kind of repair that takes it off. */
export const WRAPS: Readonly<Record<string, Wrap>> = {
  'docker-json': docker,
  cri,
  timestamps: kubectlTimestamps,
  'source-prefix': compose,
  'syslog (journald short)': journald,
  'syslog (journald short-iso)': journaldIso,
  'syslog (RFC 5424)': syslog5424,
  'syslog (rsyslog)': rsyslog,
  'log-prefix (log4j)': log4j,
  'log-prefix (Spring Boot)': springBoot,
  ansi,
  'json-log': jsonLog,
  'html (pre)': html,
  'html (br)': htmlBreaks,
  fences: markdown,
  quote: quoted,
  indent: indented,
  reversed,
  'escaped-text': oneString,
};
